//! Remarks about values: about fields of v2's response, and about values of options.
//!
//! They help whoever replaces the value, and decide nothing.

use super::{Text, documented, observed, text, undocumented};

/// For each field of the response, the remark after code that reads it.
pub const FIELDS: &[(&str, Text)] = &[
    (
        "device_id",
        text(
            "`device_id`: not needed in the browser, says the guide; a server finds it as `device` in the evaluation",
            documented(&["S0", "S48"]),
        ),
    ),
    (
        "access",
        text(
            "`access`: not needed in the browser, says the guide; a server finds it in the evaluation",
            documented(&["S0", "S48"]),
        ),
    ),
    (
        "attached_devices",
        text(
            "`attached_devices`: only v2's `attach` registers them; a `device_count` policy decides now, and a server \
             lists devices by `getUserDevices`",
            observed(&["S0", "S1", "S47"]),
        ),
    ),
    ("default_device_limit", text("`default_device_limit`: it is in a `device_count` policy now", documented(&["S0"]))),
    ("block_over_usage", text("`block_over_usage`: a `device_count` policy decides now", documented(&["S0"]))),
    (
        "suspended",
        text(
            "`suspended`: v3 has the verdict `suspend`; what the browser learns of it is not documented",
            undocumented(&["S43"]),
        ),
    ),
    ("success", text("`success`: v3 documents no such field", undocumented(&["S37"]))),
    ("identity", text("`identity`: v3 documents no such field", undocumented(&["S37"]))),
    ("new_device", text("`new_device`: v3 documents no such field", undocumented(&["S37"]))),
    ("verification_status", text("`verification_status`: v3 documents no such field", undocumented(&["S37"]))),
];

/// The remark after code that tests whether there is a response.
pub const NULL: Text = text("when v3 answers `null`, as v2 did on failure, is not documented", undocumented(&["S38"]));

/// The remark after a limit that another one overrules.
pub const OVERRULED: Text = text("v2 used this only where `overall_device_limit` was not set", observed(&["S1"]));

/// The option of v2 that overrules another one, and that other one.
pub const OVERRULES: (&str, &str) = ("overall_device_limit", "overall_limit");

/// For values of options: the option, the value, and the remark after it.
pub const VALUES: &[(&str, &str, Text)] = &[
    ("tolerance", "strict", text("v2 was strict here", observed(&["S1"]))),
    ("tolerance", "lenient", text("v2 was lenient here: start with loose conditions", documented(&["V3"]))),
    ("event", "trial_started", REPEATED_TRIAL),
    ("event", "upgrade", REPEATED_TRIAL),
];

const REPEATED_TRIAL: Text =
    text("this drove v2's repeat-trial protection: ask Rupt before you deploy", documented(&["V1"]));

/// The remark about the field called `name`.
pub fn field(name: &str) -> Option<Text> {
    FIELDS.iter().find(|(field, _)| *field == name).map(|(_, text)| *text)
}

/// The remark about `value` of the option called `name`.
pub fn of_value(name: &str, value: &str) -> Option<Text> {
    VALUES.iter().find(|(option, known, _)| (*option, *known) == (name, value)).map(|(_, _, text)| *text)
}
