// Executable files made up of their headers alone: what a check by headers sees, and nothing that runs.

const MACHINES = {
  elf: { x64: 62, arm64: 183 },
  "mach-o": { x64: 0x01000007, arm64: 0x0100000c },
  pe: { x64: 0x8664, arm64: 0xaa64 },
};

/** ELF with a program header of each kind given; 1 is loaded code, 3 names an interpreter. */
function elf(machine, kinds = [1]) {
  const bytes = Buffer.alloc(64 + 56 * kinds.length);
  bytes.write("\x7fELF\x02\x01\x01", "latin1");
  bytes.writeUInt16LE(machine, 18);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(kinds.length, 56);
  kinds.forEach((kind, index) => bytes.writeUInt32LE(kind, 64 + 56 * index));
  return bytes;
}

/** Mach-O with a load command of each kind given; 0x19 is a segment, 0x1d a code signature. */
function machO(machine, kinds = [0x19, 0x1d]) {
  const bytes = Buffer.alloc(32 + 16 * kinds.length);
  [0xfeedfacf, machine, 0, 2, kinds.length].forEach((word, index) => bytes.writeUInt32LE(word, 4 * index));
  kinds.forEach((kind, index) => {
    bytes.writeUInt32LE(kind, 32 + 16 * index);
    bytes.writeUInt32LE(16, 36 + 16 * index);
  });
  return bytes;
}

/** PE; 0x20b stands in files of 64 bits, 0x10b in those of 32. */
function pe(machine, magic = 0x20b) {
  const bytes = Buffer.alloc(0x80 + 26);
  bytes.write("MZ", "latin1");
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write("PE\0\0", 0x80, "latin1");
  bytes.writeUInt16LE(machine, 0x84);
  bytes.writeUInt16LE(magic, 0x80 + 24);
  return bytes;
}

/** A file of this format for this processor; `detail` differs by format, as above. */
export function madeUp({ format, arch }, detail) {
  return { elf, "mach-o": machO, pe }[format](MACHINES[format][arch], detail);
}
