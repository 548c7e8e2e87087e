import type { SeededRandom } from '@yagura/testkit'

/** One way to spell a record otherwise, or to change it. */
export type Mutation = (line: Uint8Array, random: SeededRandom) => Uint8Array

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** Lets a change of text be a change of bytes. */
const onText =
  (change: (text: string, random: SeededRandom) => string): Mutation =>
  (line, random) =>
    bytesOf(change(textOf(line), random))

/** Places in a text that lie in no string: where white space would change nothing. */
function placesOutsideStrings(text: string): readonly number[] {
  const places: number[] = []
  let isInside = false
  for (let at = 0; at < text.length; at += 1) {
    if (!isInside) places.push(at)
    if (text[at] === '"') isInside = !isInside
    if (isInside && text[at] === '\\') at += 1
  }
  return [...places, text.length]
}

function pick<Item>(items: readonly Item[], random: SeededRandom): Item {
  const item = items[random.integer(0, items.length - 1)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** Replaces one of the matches of a pattern; the text as it is where there is none. */
function replaceOne(text: string, pattern: RegExp, random: SeededRandom, replace: (match: string) => string): string {
  const matches = [...text.matchAll(pattern)]
  if (matches.length === 0) return `${text} `
  const match = pick(matches, random)
  return text.slice(0, match.index) + replace(match[0]) + text.slice(match.index + match[0].length)
}

/** Writes JSON with the members of one object in another order, or with one of them twice. */
function rewriteObjects(
  text: string,
  random: SeededRandom,
  rewrite: (members: string[], random: SeededRandom) => string[],
): string {
  const write = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`)
    return `{${rewrite(members, random).join(',')}}`
  }
  return write(JSON.parse(text))
}

/** Ways to write the same record otherwise: every reader of JSON reads what it read before. */
export const sameMeaning: Readonly<Record<string, Mutation>> = {
  'white space': onText((text, random) => {
    const at = pick(placesOutsideStrings(text), random)
    return text.slice(0, at) + pick([' ', '\n', '\t', '\r', '  '], random) + text.slice(at)
  }),
  'members in another order': onText((text, random) => {
    const other = rewriteObjects(text, random, (members) => (random.uniform() < 0.5 ? members.reverse() : members))
    return other === text ? rewriteObjects(text, random, (members) => members.reverse()) : other
  }),
  'a member twice': onText((text, random) =>
    rewriteObjects(text, random, (members) => (members.length > 0 ? [...members, pick(members, random)] : members)),
  ),
  'an escape that is not needed': onText((text, random) =>
    replaceOne(text, /(?<=":"[^"\\]*)[A-Za-z0-9]/g, random, (letter) => {
      const code = letter.charCodeAt(0).toString(16).padStart(4, '0')
      return `\\u${random.uniform() < 0.5 ? code : code.toUpperCase()}`
    }),
  ),
  'a letter beyond ASCII escaped': onText((text, random) =>
    replaceOne(text, /[^\x20-\x7e]/g, random, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ),
  'another form of a number': onText((text, random) =>
    replaceOne(text, /(?<=[:[,])\d[\d.e+-]*(?=[,\]}])/g, random, (number) => {
      if (number.includes('e')) return number.replace('e', 'E')
      return number.includes('.')
        ? `${number}0`
        : pick([`${number}.0`, `${number}e0`, `${number}0e-1`, `${number}E+0`], random)
    }),
  ),
  'a BOM': (line) => Uint8Array.of(0xef, 0xbb, 0xbf, ...line),
  'base64 of another alphabet, or with padding': onText((text, random) =>
    replaceOne(text, /[A-Za-z0-9_-]{86}(?="\})/g, random, (signature) =>
      pick([`${signature}==`, `${signature.replaceAll('-', '+').replaceAll('_', '/')}=`, `${signature} `], random),
    ),
  ),
  'stray bits in the last digit of a signature': onText((text, random) =>
    replaceOne(text, /[AQgw](?="\})/g, random, (digit) =>
      String.fromCharCode(digit.charCodeAt(0) + random.integer(1, 3)),
    ),
  ),
  'an overlong form of a letter': (line, random) => {
    const at = pick(
      [...line.keys()].filter((index) => (line[index] ?? 0) < 0x80),
      random,
    )
    const letter = line[at] ?? 0
    return Uint8Array.of(...line.slice(0, at), 0xc0 | (letter >> 6), 0x80 | (letter & 0x3f), ...line.slice(at + 1))
  },
}

/** Ways to change a record: what comes out may be well formed, but nobody signed it. */
export const otherMeaning: Readonly<Record<string, Mutation>> = {
  'a bit turned': (line, random) => {
    const turned = line.slice()
    const at = random.integer(0, line.length - 1)
    turned[at] = (turned[at] ?? 0) ^ (1 << random.integer(0, 7))
    return turned
  },
  'a byte set': (line, random) => {
    const set = line.slice()
    const at = random.integer(0, line.length - 1)
    set[at] = ((set[at] ?? 0) + random.integer(1, 255)) & 255
    return set
  },
  'a byte taken out': (line, random) => {
    const at = random.integer(0, line.length - 1)
    return Uint8Array.of(...line.slice(0, at), ...line.slice(at + 1))
  },
  'a byte put in': (line, random) => {
    const at = random.integer(0, line.length)
    return Uint8Array.of(...line.slice(0, at), random.integer(0, 255), ...line.slice(at))
  },
  'a cut': (line, random) => line.slice(0, random.integer(0, line.length - 1)),
  'another digit': onText((text, random) =>
    replaceOne(text, /[0-9]/g, random, (digit) => String((Number(digit) + random.integer(1, 9)) % 10)),
  ),
  'another letter in a text': onText((text, random) =>
    replaceOne(text, /(?<=":"[^"\\]*)[A-Za-z]/g, random, (letter) => (letter === 'b' ? 'c' : 'b')),
  ),
  'another Unicode form': onText((text) => text.replace('é', 'e\u0301').replace('号', '號')),
  'a member that nobody knows': onText((text, random) =>
    replaceOne(text, /\{"/g, random, () => `{"${pick(['', '!', '__proto__', 'constructor'], random)}":1,"`),
  ),
  'deep nesting': onText((text, random) => {
    const depth = random.integer(1, 4000)
    return replaceOne(text, /(?<=:)(null|true|\d+)/g, random, (value) => '['.repeat(depth) + value + ']'.repeat(depth))
  }),
  'a giant text': onText((text, random) =>
    replaceOne(text, /(?<="name":")/g, random, () => 'x'.repeat(random.integer(60_000, 200_000))),
  ),
  'a wider audience': onText((text) => text.replace('"AUS":1', '"AUS":2')),
  'a lower level': onText((text, random) => text.replace('"lvl":2', `"lvl":${random.integer(0, 1)}`)),
}
