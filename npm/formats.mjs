// What is wrong with an executable file, by its headers: its format, its processor, and what it needs to start.

const MACHINES = {
  elf: { x64: 62, arm64: 183 },
  "mach-o": { x64: 0x01000007, arm64: 0x0100000c },
  pe: { x64: 0x8664, arm64: 0xaa64 },
};

const ELF_64_BIT_LITTLE_ENDIAN = 0x0201;
const ELF_INTERPRETER = 3;
const MACH_O_64_BIT = 0xfeedfacf;
const MACH_O_EXECUTABLE = 2;
const MACH_O_CODE_SIGNATURE = 0x1d;

/** The faults of these bytes as a program for that target, in words. */
export function faultsOf(bytes, { format, arch }, linking = "static") {
  try {
    const read = { elf: readElf, "mach-o": readMachO, pe: readPe }[format](bytes);
    if (!read) {
      return [`is no ${format} executable of 64 bits`];
    }
    const faults = [];
    if (read.machine !== MACHINES[format][arch]) {
      faults.push(`is not for ${arch}`);
    }
    if (read.interpreter && linking === "static") {
      faults.push("is linked dynamically: it would need the C library of the machine that built it");
    }
    // The system ends what is not signed, be it by nobody in particular.
    if (read.signed === false && arch === "arm64") {
      faults.push("has no code signature");
    }
    return faults;
  } catch (error) {
    if (error instanceof RangeError) {
      return ["is cut off"];
    }
    throw error;
  }
}

function readElf(bytes) {
  if (bytes.readUInt32BE(0) !== 0x7f454c46 || bytes.readUInt16BE(4) !== ELF_64_BIT_LITTLE_ENDIAN) {
    return undefined;
  }
  const [offset, size, count] = [Number(bytes.readBigUInt64LE(32)), bytes.readUInt16LE(54), bytes.readUInt16LE(56)];
  const kinds = Array.from({ length: count }, (_, index) => bytes.readUInt32LE(offset + index * size));
  return { machine: bytes.readUInt16LE(18), interpreter: kinds.includes(ELF_INTERPRETER) };
}

function readMachO(bytes) {
  if (bytes.readUInt32LE(0) !== MACH_O_64_BIT || bytes.readUInt32LE(12) !== MACH_O_EXECUTABLE) {
    return undefined;
  }
  let [at, signed] = [32, false];
  for (let left = bytes.readUInt32LE(16); left > 0; left--) {
    signed ||= bytes.readUInt32LE(at) === MACH_O_CODE_SIGNATURE;
    at += bytes.readUInt32LE(at + 4);
  }
  return { machine: bytes.readUInt32LE(4), signed };
}

function readPe(bytes) {
  if (bytes.toString("latin1", 0, 2) !== "MZ") {
    return undefined;
  }
  const header = bytes.readUInt32LE(0x3c);
  // 32 bits have the same header, and another magic number of what follows it.
  if (bytes.readUInt32BE(header) !== 0x50450000 || bytes.readUInt16LE(header + 24) !== 0x20b) {
    return undefined;
  }
  return { machine: bytes.readUInt16LE(header + 4) };
}
