/**
 * Checksum of the first 68 bytes of an element line: the sum of its digits, each minus sign counting 1, modulo 10.
 * Source: Hoots & Roehrich 1980, Space Track Report 3, TLE format.
 */
export function tleChecksum(bytes: Uint8Array, start: number): number {
  let sum = 0
  for (let i = start; i < start + 68; i += 1) {
    const code = bytes[i] ?? 0
    if (code >= 48 && code <= 57) sum += code - 48
    else if (code === 45) sum += 1
  }
  return sum % 10
}
