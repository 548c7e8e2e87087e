/** A detection asked of an event. What is expected follows from the text of the specification, 2.1.0. */
export type SearchCase = {
  readonly says: string
  /** Lines below `detection:`. */
  readonly detection: string
  readonly event: { readonly [field: string]: unknown }
  readonly fits: boolean
}

const one = (line: string) => `  s:\n    ${line}\n  condition: s`
const yes = (says: string, detection: string, event: SearchCase['event']): SearchCase => ({
  says,
  detection,
  event,
  fits: true,
})
const no = (says: string, detection: string, event: SearchCase['event']): SearchCase => ({
  says,
  detection,
  event,
  fits: false,
})

const ab = '  a:\n    A: 1\n  b:\n    B: 1\n  c_1:\n    C: 1\n  c_2:\n    D: 1\n  _hidden:\n    E: 1\n'

/** Names of searches and how they are joined. */
export const conditionCases: readonly SearchCase[] = [
  yes('and', `${ab}  condition: a and b`, { A: 1, B: 1 }),
  no('and needs both', `${ab}  condition: a and b`, { A: 1 }),
  yes('or', `${ab}  condition: a or b`, { B: 1 }),
  yes('and binds more than or', `${ab}  condition: a or b and c_1`, { A: 1 }),
  no('and binds more than or, the other way round', `${ab}  condition: a and b or c_1`, { A: 1 }),
  no('brackets bind most', `${ab}  condition: (a or b) and c_1`, { A: 1 }),
  yes('not binds more than and', `${ab}  condition: not a and b`, { B: 1 }),
  no('not of brackets', `${ab}  condition: not (a or b)`, { B: 1 }),
  yes('not twice', `${ab}  condition: not not a`, { A: 1 }),
  yes('words in capitals', `${ab}  condition: a AND NOT b`, { A: 1 }),
  yes('1 of a pattern', `${ab}  condition: 1 of c_*`, { D: 1 }),
  no('1 of a pattern takes no other', `${ab}  condition: 1 of c_*`, { A: 1 }),
  no('all of a pattern', `${ab}  condition: all of c_*`, { C: 1 }),
  yes('all of a pattern, all there', `${ab}  condition: all of c_*`, { C: 1, D: 1 }),
  yes('1 of them', `${ab}  condition: 1 of them`, { C: 1 }),
  no('them leaves out names that begin with _', `${ab}  condition: 1 of them`, { E: 1 }),
  yes('all of them', `${ab}  condition: all of them`, { A: 1, B: 1, C: 1, D: 1 }),
  yes('not 1 of a pattern', `${ab}  condition: a and not 1 of c_*`, { A: 1 }),
  no('not 1 of a pattern, one there', `${ab}  condition: a and not 1 of c_*`, { A: 1, C: 1 }),
  yes('a pattern with the star inside', `${ab}  condition: 1 of *_2`, { D: 1 }),
  yes('a list of conditions is joined by or', `${ab}  condition:\n    - a\n    - b`, { B: 1 }),
]

/** Lists, maps, values and their wildcards. */
export const valueCases: readonly SearchCase[] = [
  yes('upper and lower case are the same', one('F: AbC'), { F: 'aBc' }),
  no('the whole value', one('F: abc'), { F: 'abcd' }),
  yes('a list of values is joined by or', one('F: [x, y]'), { F: 'y' }),
  no('lines of a map are joined by and', '  s:\n    F: 1\n    G: 2\n  condition: s', { F: 1, G: 3 }),
  yes('a list of maps is joined by or', '  s:\n    - F: 1\n    - G: 2\n  condition: s', { F: 0, G: 2 }),
  yes('a field with several values needs one', one('F: x'), { F: ['y', 'x'] }),
  yes('a part of a date after another', one('F|hour|gte: 22'), { F: '2026-11-22T23:10:00Z' }),
  no('a part of a date before another', one('F|hour|gte: 22'), { F: '2026-11-22T21:59:00Z' }),
  yes('a part of a date is below', one('F|hour|lt: 3'), { F: '2026-11-22T02:00:00Z' }),
  no('what is no date is below nothing', one('F|hour|lt: 3'), { F: 'x' }),
  no('what only programs take for a number', one('F|gt: 1'), { F: '0x17' }),
  no('what is no end is above nothing', one('F|gt: 1'), { F: 'Infinity' }),
  yes('numbers as people write them', one('F|gt: 1'), { F: ' +2.5e1 ' }),
  yes('a sigma is one letter at the end of a word, too', one("F|contains: 'ΟΔΟΣ'"), { F: 'ΟΔΟΣΑ.EXE' }),
  yes('a number is the same as text', one('F: 4688'), { F: '4688' }),
  yes('text is the same as a number', one("F: '4688'"), { F: 4688 }),
  no('another number', one('F: 4688'), { F: 46_880 }),
  yes('null is what is not there', one('F: null'), { G: 1 }),
  yes('null is null', one('F: null'), { F: null }),
  no('null is no empty text', one('F: null'), { F: '' }),
  yes('empty text', one("F: ''"), { F: '' }),
  no('empty text is not what is not there', one("F: ''"), { G: 1 }),
  yes('* stands for any characters', one("F: 'a*c'"), { F: 'abbc' }),
  yes('* stands for none', one("F: 'a*c'"), { F: 'ac' }),
  yes('? stands for one', one("F: 'a?c'"), { F: 'abc' }),
  no('? does not stand for none', one("F: 'a?c'"), { F: 'ac' }),
  yes('an escaped star is a star', one(String.raw`F: 'a\*c'`), { F: 'a*c' }),
  no('an escaped star is nothing else', one(String.raw`F: 'a\*c'`), { F: 'abc' }),
  yes('an escaped question mark', one(String.raw`F: 'a\?'`), { F: 'a?' }),
  yes('a backslash before another character is one', one(String.raw`F: 'C:\x'`), { F: String.raw`C:\x` }),
  yes('two backslashes are one', one(String.raw`F: 'C:\\x'`), { F: String.raw`C:\x` }),
  yes('four backslashes are two', one(String.raw`F: '\\\\srv'`), { F: String.raw`\\srv` }),
  yes('an escaped backslash before a star', one(String.raw`F: 'C:\\*'`), { F: String.raw`C:\Windows` }),
  yes('three backslashes and a star', one(String.raw`F: 'C:\\\*'`), { F: String.raw`C:\*` }),
  yes('several stars', one("F: '*a*b*c*'"), { F: 'xxaxxbxxcxx' }),
  no('several stars, out of order', one("F: '*a*b*c*'"), { F: 'xxbxxaxxcxx' }),
  yes('a keyword is looked for in all values', '  s:\n    - evil\n  condition: s', { F: 'x', G: 'such evil things' }),
  no('a keyword that is not there', '  s:\n    - evil\n  condition: s', { F: 'good' }),
  yes('one of several keywords', '  s:\n    - evil\n    - worse\n  condition: s', { F: 'worse' }),
  no('all keywords', "  s:\n    '|all':\n      - evil\n      - worse\n  condition: s", { F: 'worse' }),
  yes('all keywords, in different fields', "  s:\n    '|all':\n      - evil\n      - worse\n  condition: s", {
    F: 'worse',
    G: 'evil',
  }),
]

const utf16Base64 = 'cABpAG4AZwA='

/** Modifiers. Encoded values are those of RFC 4648. */
export const modifierCases: readonly SearchCase[] = [
  yes('contains', one('F|contains: bc'), { F: 'aBCd' }),
  yes('startswith', one('F|startswith: ab'), { F: 'ABc' }),
  no('startswith is not the end', one('F|startswith: bc'), { F: 'abc' }),
  yes('endswith', one(String.raw`F|endswith: '\cmd.exe'`), { F: String.raw`C:\Windows\System32\CMD.EXE` }),
  yes('contains with a wildcard inside', one("F|contains: 'net*find'"), { F: 'x netstat | find y' }),
  no('all values', one('F|contains|all: [a, z]'), { F: 'abc' }),
  yes('all values, all there', one('F|contains|all: [a, c]'), { F: 'abc' }),
  yes('all before contains', one('F|all|contains: [a, c]'), { F: 'abc' }),
  no('cased', one('F|cased: Abc'), { F: 'abc' }),
  yes('cased, the same', one('F|cased|contains: bC'), { F: 'abCd' }),
  yes('exists', one('F|exists: true'), { F: null }),
  no('exists, but not there', one('F|exists: true'), { G: 1 }),
  yes('does not exist', one('F|exists: false'), { G: 1 }),
  yes('an expression is found anywhere', one(String.raw`F|re: '\d{3}'`), { F: 'ab123c' }),
  no('an expression tells cases apart', one('F|re: abc'), { F: 'ABC' }),
  yes('re with i', one('F|re|i: abc'), { F: 'ABC' }),
  no('^ is the start of the text', one("F|re: '^b'"), { F: 'a\nb' }),
  yes('re with m', one("F|re|m: '^b'"), { F: 'a\nb' }),
  no('. is no line end', one("F|re: 'a.b'"), { F: 'a\nb' }),
  yes('re with s', one("F|re|s: 'a.b'"), { F: 'a\nb' }),
  yes('a network', one('F|cidr: 10.0.0.0/8'), { F: '10.20.30.40' }),
  no('outside the network', one('F|cidr: 10.0.0.0/8'), { F: '11.0.0.1' }),
  yes('one of several networks', one('F|cidr: [10.0.0.0/8, 192.168.0.0/16]'), { F: '192.168.1.1' }),
  yes('an IPv6 network', one("F|cidr: 'fe80::/10'"), { F: 'fe80::1' }),
  no('a text that is no address', one('F|cidr: 10.0.0.0/8'), { F: '10.x' }),
  yes('base64', one('F|base64: foobar'), { F: 'Zm9vYmFy' }),
  yes('base64offset at 0', one('F|base64offset|contains: foobar'), { F: 'Zm9vYmFy' }),
  yes('base64offset at 1', one('F|base64offset|contains: foobar'), { F: 'eGZvb2Jhcg==' }),
  yes('base64offset at 2', one('F|base64offset|contains: foobar'), { F: 'eHhmb29iYXI=' }),
  no('base64offset of another text', one('F|base64offset|contains: foobar'), { F: 'Zm9vYmF6' }),
  yes('wide and base64', one('F|wide|base64: ping'), { F: utf16Base64 }),
  yes('utf16le and base64offset', one('F|utf16le|base64offset|contains: ping'), { F: `xx${utf16Base64}` }),
  yes('utf16be and base64', one('F|utf16be|base64: ping'), { F: 'AHAAaQBuAGc=' }),
  yes('utf16 has a byte order mark', one('F|utf16|base64: ping'), { F: '//5wAGkAbgBnAA==' }),
  yes('windash: a slash for a dash', one("F|windash|contains: ' -param-name '"), { F: 'x /param-name y' }),
  yes('windash: an en dash for a slash', one("F|windash|contains: ' /encode '"), { F: 'x –encode y' }),
  yes('windash after contains', one("F|contains|windash: '-encode'"), { F: 'certutil ―encode x' }),
  no('windash leaves a dash within a word', one("F|windash|contains: ' -param-name '"), { F: 'x -param/name y' }),
  yes('lt', one('F|lt: 10'), { F: 9 }),
  no('lt, equal', one('F|lt: 10'), { F: 10 }),
  yes('lte', one('F|lte: 10'), { F: 10 }),
  yes('gt of a number in a text', one('F|gt: 10'), { F: '11' }),
  yes('gte', one('F|gte: 10'), { F: 10 }),
  no('gt of a text that is no number', one('F|gt: 10'), { F: 'eleven' }),
  yes('neq', one('F|neq: a'), { F: 'b' }),
  no('neq, equal', one('F|neq: [a, b]'), { F: 'B' }),
  yes('fieldref', one('F|fieldref: G'), { F: 'Abc', G: 'abC' }),
  no('fieldref, other', one('F|fieldref: G'), { F: 'abc', G: 'abd' }),
  no('fieldref of what is not there', one('F|fieldref: G'), { F: 'abc' }),
  yes('fieldref with endswith', one('F|fieldref|endswith: G'), { F: 'x-abc', G: 'abc' }),
  yes('fieldref with neq', one('F|neq|fieldref: G'), { F: 'a', G: 'b' }),
  yes('hour', one('F|hour: 14'), { F: '2026-11-22T14:05:06Z' }),
  yes('minute', one('F|minute: 5'), { F: '2026-11-22 14:05:06.123' }),
  yes('week of ISO 8601', one('F|week: 53'), { F: '2021-01-01T00:00:00Z' }),
  no('day', one('F|day: 21'), { F: '2026-11-22T14:05:06Z' }),
  yes('year', one('F|year: 2026'), { F: '2026-11-22' }),
]
