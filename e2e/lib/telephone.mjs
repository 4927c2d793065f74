// An authenticator app, as small as it can be (RFC 6238): what a telephone shows for a key.

import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP = 30;

/** The six digits of the half minute that lies `later` half minutes after now. */
export function codeOf(key, later = 0) {
  const step = Math.floor(Date.now() / 1000 / STEP) + later;
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", bytes(key)).update(counter).digest();
  const at = mac[mac.length - 1] & 0xf;
  const number = mac.readUInt32BE(at) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

function bytes(key) {
  const bits = [...key.replaceAll(" ", "")].map((c) => ALPHABET.indexOf(c).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
