function attach() {
  throw new Error("the real v2 was called");
}

module.exports = { attach, default: { attach } };
