//! The frame of the worksheet: head, tools, table of contents, script.

use super::*;

const STYLE: &str = include_str!("../page.css");
const SCRIPT: &str = include_str!("../page.js");

/// The content security policy, with the hashes of the style and the script. A test checks the hashes.
const POLICY: &str = include_str!("../page.policy");

impl HtmlPage<'_> {
    pub(super) fn head(&mut self) {
        let (policy, style) = (escaped(POLICY.trim_end()), unix(STYLE));
        self.say(&format!(
            "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n"
        ));
        for repository in &self.sheet.repositories {
            self.out.push_str(&format!("<meta name=\"repository\" content=\"{}\">\n", escaped(&repository.address)));
        }
        self.say(&format!(
            "<title>Worksheet for the Rupt dashboard</title>\n<style>{style}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#work\">Skip to the worksheet</a>\n<header>\n\
             <h1>Worksheet for the Rupt dashboard</h1>\n"
        ));
        self.repositories();
        self.say(&format!("<p>{}</p>\n</header>\n", own(mapping::INTRO.says)));
    }

    fn repositories(&mut self) {
        let all = &self.sheet.repositories;
        let rewritten = if all.iter().any(|repository| repository.rewritten) {
            " Its lines are those of the files as they were before <code>rupt-migrate</code> rewrote them."
        } else {
            ""
        };
        match all.as_slice() {
            [] => {}
            [one] => self.say(&format!("<p class=\"from\">The code is {}.{rewritten}</p>\n", self.name(one))),
            _ => {
                let names: String =
                    all.iter().map(|repository| format!("<li>{}</li>\n", self.name(repository))).collect();
                self.say(&format!("<p class=\"from\">The code of {} repositories.{rewritten}</p>\n<ul class=\"from\">\n{names}</ul>\n", all.len()));
            }
        }
    }

    /// The tools, which need the script, and the links to the sections.
    pub(super) fn contents(&mut self) {
        let sheet = self.sheet;
        self.say(
            "<div class=\"side\">\n<form class=\"tools scripted\" id=\"tools\" role=\"search\" aria-label=\"Filter and progress\">\n\
             <p class=\"progress\"><label for=\"progress\" id=\"count\" role=\"status\"></label>\
             <progress id=\"progress\" max=\"1\" value=\"0\"></progress></p>\n\
             <p><label for=\"search\">Search</label><input type=\"search\" id=\"search\" autocomplete=\"off\"></p>\n",
        );
        if sheet.clients.len() > 1 {
            self.say("<p><label for=\"client\">Client id</label><select id=\"client\" autocomplete=\"off\">\n<option value=\"\">all</option>\n");
            for (index, client) in sheet.clients.iter().enumerate() {
                let name = match client {
                    Client::Id(id) => escaped(id),
                    Client::Code(text) => format!("in code: {}", escaped(text)),
                    Client::Unknown => "cannot be told".to_owned(),
                };
                self.say(&format!("<option value=\"{index}\">{name}</option>\n"));
            }
            self.say("</select></p>\n");
        }
        self.say("<p><label for=\"owner\">To do by</label><select id=\"owner\" autocomplete=\"off\">\n<option value=\"\">everyone</option>\n");
        all_owners().for_each(|owner| self.say(&format!("<option>{owner}</option>\n")));
        self.say(
            "</select></p>\n<p class=\"check\"><input type=\"checkbox\" id=\"left\" autocomplete=\"off\"><label for=\"left\">Only what is left</label></p>\n\
             <details>\n<summary>Keep and share ticks</summary>\n\
             <p>They are kept in this browser. A file takes them elsewhere.</p>\n\
             <p class=\"buttons\"><button type=\"button\" id=\"save-json\">Save as JSON</button>\n\
             <button type=\"button\" id=\"save-md\">Save as Markdown</button>\n\
             <button type=\"button\" id=\"open\">Open a saved file</button></p>\n\
             <input type=\"file\" id=\"file\" accept=\".json,.md\" hidden tabindex=\"-1\" aria-label=\"A saved file\">\n\
             </details>\n<p id=\"said\" role=\"status\"></p>\n</form>\n\
             <nav aria-label=\"Contents\">\n<ul>\n",
        );
        let failed = sheet.repositories.iter().any(|repository| !repository.failed.is_empty());
        let own_sections = [
            (failed, "failed", "Not looked into"),
            (sheet.clients.len() > 1, "clients", "Client ids"),
            (!sheet.steps.is_empty(), "order", "The order"),
        ];
        let before = own_sections.iter().filter(|(is_there, ..)| *is_there).map(|(_, id, title)| (*id, *title));
        let parts = sheet.parts.iter().map(|part| (part.id.as_str(), part.title.as_str()));
        let steps = (!sheet.steps.is_empty()).then_some(("steps", "The steps, one by one"));
        for (id, title) in before.chain(parts).chain(steps) {
            let line = format!("<li><a href=\"#{id}\">{}</a> <span class=\"count\"></span></li>\n", own(title));
            self.say(&line);
        }
        self.say("</ul>\n</nav>\n</div>\n");
    }

    pub(super) fn end(&mut self) {
        self.say(&format!("<script>{}</script>\n</body>\n</html>\n", unix(SCRIPT)));
    }
}

/// Normalises line ends, which a checkout may change: a browser hashes the text with `\n`.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}
