class Rupt {
  evaluate = {
    access() {
      throw new Error("the real v3 was called");
    },
  };
}

module.exports = Rupt;
module.exports.default = Rupt;
