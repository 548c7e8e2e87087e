/** How one kind of code prints the theory's operations; operands are already printed. */
export type Flavour = {
  readonly type: 'f64' | 'v128'
  /** Prefix of the names of printed functions. */
  readonly prefix: string
  /** Suffix of each interleaved lane group's names. */
  readonly groups: readonly string[]
  literal(value: number): string
  operation(name: string, operands: readonly string[]): string
  load(array: string, offset: number, group: number): string
  store(array: string, offset: number, group: number, value: string): string
}

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['add', '+'],
  ['sub', '-'],
  ['mul', '*'],
  ['div', '/'],
  ['lt', '<'],
  ['le', '<='],
  ['gt', '>'],
  ['ge', '>='],
  ['eq', '=='],
  ['and', '&'],
  ['or', '|'],
])

function literalOf(value: number): string {
  const text = String(value)
  return /[.e]/.test(text) ? text : `${text}.0`
}

/** One double at a time. */
export const scalarFlavour: Flavour = {
  type: 'f64',
  prefix: 'scalar_',
  groups: [''],
  literal: literalOf,
  operation(name, operands) {
    const [first = '', second = '', third = ''] = operands
    const symbol = SYMBOLS.get(name)
    if (symbol) return `${first} ${symbol} ${second}`
    if (name === 'choose') return `${first} ? ${second} : ${third}`
    return name === 'neg' ? `-${first}` : `${name}<f64>(${first})`
  },
  load: (array, offset) => `load<f64>(${array}, ${offset * 8})`,
  store: (array, offset, _group, value) => `store<f64>(${array}, ${value}, ${offset * 8})`,
}

/** Bytes of one group's resonance states laid out as lanes: six values of two doubles. */
const STATE_LANE_BYTES = 96
/** Bytes from one lane's state to the next: six doubles. */
const OUT_LANE_BYTES = 48

/**
 * Two doubles to a vector. Records are the same for all lanes; resonance states and results have a place for each lane.
 * @param table - Collects the literals, to be loaded from memory: engines rebuild a v128 literal at each use.
 */
export function vectorFlavour(prefix: string, groups: readonly string[], table: number[]): Flavour {
  return {
    type: 'v128',
    prefix,
    groups,
    literal(value) {
      let index = table.findIndex((known) => Object.is(known, value))
      if (index < 0) index = table.push(value) - 1
      return `v128.load(CONSTANTS, ${index * 16})`
    },
    operation(name, operands) {
      const [first = '', second = '', third = ''] = operands
      if (name === 'choose') return `v128.bitselect(${second}, ${third}, ${first})`
      const namespace = name === 'and' || name === 'or' ? 'v128' : 'f64x2'
      return `${namespace}.${name}(${operands.join(', ')})`
    },
    load: (array, offset, group) =>
      array === 'state'
        ? `v128.load(${array}, ${group * STATE_LANE_BYTES + offset * 16})`
        : `v128.load64_splat(${array}, ${offset * 8})`,
    store(array, offset, group, value) {
      const first = offset * 8 + group * 2 * OUT_LANE_BYTES
      return `v128.store64_lane(${array}, ${value}, 0, ${first})
v128.store64_lane(${array}, ${value}, 1, ${first + OUT_LANE_BYTES})`
    },
  }
}

/** The AssemblyScript declaration of the table of doubled literals. */
export function constantTable(table: readonly number[]): string {
  const values = table.flatMap((value) => [literalOf(value), literalOf(value)]).join(', ')
  return `const CONSTANTS: usize = memory.data<f64>([${values}], 16)`
}
