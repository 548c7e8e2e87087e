const prefix = 'xn--'
const [base, tMin, tMax, skew, damp, firstBias, firstCode] = [36, 1, 26, 38, 700, 72, 128]
const digits = 'abcdefghijklmnopqrstuvwxyz0123456789'
const mostLabelLength = 63
const authority = /^([a-z][a-z0-9+.-]*:\/\/)([^/]+)(.*)$/

/**
 * A name or web address in its other spelling: `bücher.example` as `xn--bcher-kva.example`, and back. Source: RFC 3492, RFC 5890 §2.3.2.1.
 *
 * @param value - As an index keeps it.
 * @returns Undefined where it has only one.
 */
export function otherSpelling(value: string): string | undefined {
  const [, scheme = '', host = value, rest = ''] = authority.exec(value) ?? []
  const other = host
    .split('.')
    .map((label) => (label.startsWith(prefix) ? fromAscii(label) : toAscii(label)))
    .join('.')
  return other === host ? undefined : `${scheme}${other}${rest}`
}

function toAscii(label: string): string {
  if (isAscii(label) || label.length > mostLabelLength) return label
  return `${prefix}${encoded(Array.from(label, (sign) => sign.codePointAt(0) ?? 0))}`
}

function fromAscii(label: string): string {
  const name = label.length > mostLabelLength ? undefined : decoded(label.slice(prefix.length))
  // Of letters of ASCII alone it would be the other spelling of nothing.
  return name === undefined || isAscii(name) ? label : name
}

function isAscii(label: string): boolean {
  return Array.from(label).every((sign) => (sign.codePointAt(0) ?? 0) < firstCode)
}

/** RFC 3492 §6.3. */
function encoded(codes: readonly number[]): string {
  const plain = codes.filter((code) => code < firstCode)
  let output = String.fromCodePoint(...plain) + (plain.length > 0 ? '-' : '')
  let [code, delta, bias, done] = [firstCode, 0, firstBias, plain.length]
  while (done < codes.length) {
    const least = Math.min(...codes.filter((each) => each >= code))
    delta += (least - code) * (done + 1)
    code = least
    for (const each of codes) {
      if (each < code) delta += 1
      if (each !== code) continue
      output += variableLength(delta, bias)
      bias = adapted(delta, done + 1, done === plain.length)
      delta = 0
      done += 1
    }
    delta += 1
    code += 1
  }
  return output
}

function variableLength(delta: number, bias: number): string {
  let output = ''
  let left = delta
  for (let k = base; ; k += base) {
    const threshold = thresholdAt(k, bias)
    if (left < threshold) return output + digits.charAt(left)
    output += digits.charAt(threshold + ((left - threshold) % (base - threshold)))
    left = Math.floor((left - threshold) / (base - threshold))
  }
}

/** RFC 3492 §6.2. @returns Undefined where it is not so written. */
function decoded(text: string): string | undefined {
  const cut = text.lastIndexOf('-')
  const output = Array.from(text.slice(0, Math.max(0, cut)), (sign) => sign.charCodeAt(0))
  let [code, index, bias, at] = [firstCode, 0, firstBias, cut + 1]
  while (at < text.length) {
    const before = index
    for (let [k, weight] = [base, 1]; ; k += base) {
      const digit = digits.indexOf(text[at] ?? ' ')
      if (digit < 0) return undefined
      at += 1
      index += digit * weight
      const threshold = thresholdAt(k, bias)
      if (digit < threshold) break
      weight *= base - threshold
    }
    bias = adapted(index - before, output.length + 1, before === 0)
    code += Math.floor(index / (output.length + 1))
    index %= output.length + 1
    if (code > 0x10ffff) return undefined
    output.splice(index, 0, code)
    index += 1
  }
  return String.fromCodePoint(...output)
}

function thresholdAt(k: number, bias: number): number {
  return Math.min(tMax, Math.max(tMin, k - bias))
}

function adapted(delta: number, points: number, isFirst: boolean): number {
  let left = Math.floor(delta / (isFirst ? damp : 2))
  left += Math.floor(left / points)
  let k = 0
  for (; left > ((base - tMin) * tMax) / 2; k += base) left = Math.floor(left / (base - tMin))
  return k + Math.floor(((base - tMin + 1) * left) / (left + skew))
}
