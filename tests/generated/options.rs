//! The options of `attach`, and how a literal is written.

use super::fate::Fate;
use super::pick::{Need, Row};

/// What becomes of the values of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// They are evaluated as before.
    Kept,
    /// They are quoted in comments only.
    Dropped,
    /// Not checked.
    Unchecked,
}

/// One member of the options, or several that belong together.
#[derive(Debug)]
pub struct Member {
    /// The v2 option.
    pub key: &'static str,
    /// Its value; the whole member where there is no plain key.
    pub value: &'static str,
    pub becomes: Value,
    pub fate: Fate,
    /// Whether computing it may do something.
    pub acts: bool,
    /// Whether it may give a `logout_url`.
    pub logs_out: bool,
    needs: &'static [Need],
}

impl Row for Member {
    fn needs(&self) -> &'static [Need] {
        self.needs
    }

    fn fate(&self) -> Fate {
        self.fate
    }
}

const fn kept(key: &'static str, value: &'static str) -> Member {
    Member { key, value, becomes: Value::Kept, fate: Fate::Moves, acts: false, logs_out: false, needs: &[] }
}

const fn dropped(key: &'static str, value: &'static str) -> Member {
    Member { becomes: Value::Dropped, ..kept(key, value) }
}

const fn whole(key: &'static str, value: &'static str) -> Member {
    Member { becomes: Value::Unchecked, fate: Fate::Stays, ..kept(key, value) }
}

impl Member {
    const fn acts(self) -> Member {
        Member { acts: true, ..self }
    }

    const fn logs_out(self) -> Member {
        Member { logs_out: true, ..self }
    }

    const fn fate(self, fate: Fate) -> Member {
        Member { fate, ..self }
    }

    const fn waits(self) -> Member {
        Member { needs: &[Need::Await], acts: true, ..self }
    }

    const fn typed(self) -> Member {
        Member { needs: &[Need::TypeScript], ..self }
    }

    /// Whether `value` is the whole member.
    pub fn is_whole(&self) -> bool {
        self.becomes == Value::Unchecked
    }
}

/// Who uses the account.
pub const ACCOUNTS: &[Member] = &[
    kept("account", "user$N.id"),
    kept("account", "\"user$N\""),
    kept("account", "`user-${user$N.id}`"),
    kept("account", "getUser$N().id").acts(),
    kept("account", "ready$N ? user$N.id : guest$N.id"),
    kept("account", "user$N?.id"),
    kept("account", "user$N.id ?? guest$N.id"),
    kept("account", "(first$N, user$N.id)"),
    kept("account", "4200$N"),
    kept("account", "String(user$N.id)").acts(),
    kept("account", "await getUser$N()").waits(),
    kept("account", "user$N!.id").typed(),
    kept("account", "user$N.id as string").typed(),
    kept("user", "user$N.id"),
    whole("account", "account: user$N.id, user: guest$N.id").fate(Fate::Moves),
    whole("account", "user: guest$N.id, account: ready$N || user$N.id").fate(Fate::Moves),
    whole("account", "account: getUser$N(), user: guest$N.id").acts(),
    whole("account", "account").fate(Fate::Moves),
    whole("account", "user").fate(Fate::Moves),
    whole("account", "get account() { return user$N.id; }"),
    whole("account", "account: user$N.id, account: guest$N.id"),
];

/// Everything else but the client id and the logout handler.
pub const MEMBERS: &[Member] = &[
    kept("email", "user$N.email"),
    kept("phone", "user$N.phone"),
    kept("email", "getEmail$N()").acts(),
    kept("email", "await mail$N()").waits(),
    kept("email", "last$N = user$N.email").acts().fate(Fate::Open),
    kept("email", "mail$N as string").typed(),
    kept("phone", "(first$N, user$N.phone)"),
    kept("phone", "list$N[0]"),
    kept("metadata", "{ plan: plan$N }"),
    kept("metadata", "{\n  plan: plan$N,\n  list: [one$N, `two ${three$N}`],\n}"),
    kept("metadata", "{ client_id: inner$N, rupt: Rupt$N.attach }"),
    kept("metadata", "{ text: `a$N\nb`, run: async function () { await this.rupt; }, regex: /[\"}]/ }"),
    dropped("redirect_urls", "{ logout_url: \"https://a.test/out$N\", new_account_url: \"https://a.test/new$N\" }")
        .logs_out(),
    dropped("redirect_urls", "{\n  logout_url: \"/out$N\",\n  new_account_url: origin$N + \"/new\",\n}").logs_out(),
    dropped("redirect_urls", "{ success_url: \"/ok$N\", upgrade_url, suspended_url: `/no$N` }"),
    dropped("redirect_urls", "{}"),
    dropped("redirect_urls", "urls$N").logs_out(),
    dropped("limit_config", "{ overall_device_limit: limit$N }"),
    dropped("limit_config", "{ overall_limit: 2, people_limit: people$N }"),
    dropped("limit_config", "limits$N"),
    dropped("tolerance", "\"strict\""),
    dropped("groups", "[{ id: group$N, name: \"Group\" }]"),
    dropped("groups", "[\n  { id: group$N, name: \"*/\" },\n]"),
    dropped("secret", "\"a-long-secret-$N\""),
    dropped("secret", "sign$N(\"a\")").acts(),
    dropped("secret", "await sign$N()").waits(),
    dropped("secret", "token$N.value"),
    dropped("secret", "count$N++").acts().fate(Fate::Stays),
    dropped("secret", "(last$N = token$N)").acts().fate(Fate::Stays),
    dropped("domain", "\"rupt.shop.test\""),
    dropped("event", "\"sign_up\""),
    dropped("cookie", "true"),
    dropped("fingerprint", "false"),
    dropped("include_page", "false"),
    dropped("debug", "debug$N"),
    dropped("identity", "\"x\""),
    dropped("on_challenge", "() => {}"),
    dropped("on_challenge", "() => console.log(\"challenge$N\")"),
    dropped("on_challenge", "({ challenge }) => {\n  show$N(challenge);\n}"),
    dropped("on_challenge", "async () => {\n  await show$N();\n  return true;\n}"),
    dropped("on_challenge", "() => false"),
    dropped("on_challenge", "async () => {\n  return false;\n}"),
    dropped("on_challenge", "() => leaves$N && false").fate(Fate::Risks),
    dropped("on_challenge", "challenge$N").fate(Fate::Risks),
    dropped("on_limit_exceeded", "() => {}"),
    dropped("on_limit_exceeded", "() => open$N()"),
    dropped("on_limit_exceeded", "limit$N"),
    whole("on_limit_exceeded", "on_limit_exceeded() { open$N(); }").fate(Fate::Moves),
    whole("on_challenge", "async on_challenge() {\n  await open$N();\n}").fate(Fate::Moves),
    whole("email", "email").fate(Fate::Moves),
    whole("secret", "secret").fate(Fate::Moves),
    whole("redirect_urls", "redirect_urls").fate(Fate::Moves).logs_out(),
    whole("phone", "...(paid$N && { phone: user$N.phone })").fate(Fate::Moves),
    whole("phone", "...(paid$N ? { phone: user$N.phone } : {})").fate(Fate::Moves),
    whole("debug", "...(paid$N && { debug: true })").fate(Fate::Open),
    whole("whatever", "whatever: other$N"),
    whole("", "...more$N"),
    whole("", "...more$N()").acts(),
    whole("email", "get email() { return user$N.email; }"),
    whole("email", "*email() {}"),
    whole("email", "[\"e\" + \"mail\"]: user$N.email"),
    whole("__proto__", "__proto__: base$N"),
    whole("suspended_url", "suspended_url: \"/no\""),
    whole("redirect_urls", "redirect_urls: { other_url: 1 }"),
    whole("limit_config", "limit_config: { get people_limit() { return 1; } }"),
];

/// How a key is written.
#[derive(Debug)]
pub struct Key(pub &'static str);

impl Row for Key {}

pub const KEYS: &[Key] =
    &[Key("$KEY"), Key("\"$KEY\""), Key("[\"$KEY\"]"), Key("[`$KEY`]"), Key("$KEY~"), Key("~\"$KEY\"")];

/// How a literal is laid out.
#[derive(Debug)]
pub struct Layout {
    pub open: &'static str,
    pub before: &'static str,
    pub between: &'static str,
    pub last: &'static str,
    pub close: &'static str,
}

impl Row for Layout {}

const fn layout(open: &'static str, before: &'static str, between: &'static str, last: &'static str) -> Layout {
    Layout { open, before, between, last, close: "}" }
}

pub const LAYOUTS: &[Layout] = &[
    layout("{\n", "  ", ",\n", ",\n"),
    layout("{ ", "", ", ", " "),
    layout("{", "", ",", ""),
    layout("{ ", "", ", ", ", "),
    layout("{\n", "  ", ",\n", "\n"),
    layout("{~\n", "  ~\n  ", ",~\n", ",~\n~\n"),
    layout("{~\n", "  ~\n  ", "~,~\n", "~\n  ~\n"),
    layout("{ ~", "~", "~, ", "~ "),
    layout("{\n    ", "", "\n  , ", "\n"),
    layout("{\n  ", "", ",\n\n  ", ",\n"),
    layout("{\n  ", "", ", ", "\n"),
];
