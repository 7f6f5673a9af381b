//! The names of v2 that code asks about. What becomes of each option is in [`super::OPTIONS`].

/// The call that moves.
pub const ATTACH: &str = "attach";
/// The call that logs a device out.
pub const DETACH: &str = "detach";
/// The field of the response that names the device, and the option of `detach` that takes it.
pub const DEVICE: (&str, &str) = ("device_id", "device");
/// The option that is the client id.
pub const CLIENT_ID: &str = "client_id";
/// The two options that name the account; v2 read `account ?? user`.
pub const ACCOUNT: &str = "account";
/// The second of them.
pub const USER: &str = "user";
/// The options by which a challenge reaches the owner.
pub const CONTACTS: [&str; 2] = ["email", "phone"];
/// The option that holds addresses.
pub const REDIRECTS: &str = "redirect_urls";
/// The address after a logout.
pub const LOGOUT_URL: &str = "logout_url";
/// The address where an account is made.
pub const NEW_ACCOUNT_URL: &str = "new_account_url";
/// The option that must not be repeated in full.
pub const SECRET: &str = "secret";
