const Rupt = require("rupt");

exports.open = async (member) => {
  await Rupt.attach({ client_id: "cid_lib", account: member.id, email: member.email });
  return member.id;
};
