import { canonicalUrl, refanged } from './canonical-value.ts'
import { withoutColons } from './event-values.ts'
import type { Indicator, Sought } from './indicator.ts'
import { addressOf } from './network-set.ts'

/** A row of a table, see `createCsvReader` of the formats. */
type TableRow = { readonly get: (column: string) => string | undefined }

/** Reads the indicators of one row; a reason where there is none. */
export type ReadIndicatorRow = (row: TableRow) => readonly Indicator[] | string

const typeNames: Readonly<Record<string, string>> = {
  ip: 'address', ipv4: 'address', ipv6: 'address', 'ipv4-addr': 'address', 'ipv6-addr': 'address', cidr: 'address',
  'ip-src': 'address', 'ip-dst': 'address', network: 'address',
  domain: 'domain', 'domain-name': 'domain', hostname: 'domain', fqdn: 'domain', host: 'domain',
  subdomains: 'subdomains', 'domain-wildcard': 'subdomains',
  url: 'url', uri: 'url', link: 'url',
  email: 'email', 'email-addr': 'email', 'email-src': 'email', 'email-dst': 'email',
  md5: 'hash', sha1: 'hash', 'sha-1': 'hash', sha256: 'hash', 'sha-256': 'hash', sha512: 'hash', 'sha-512': 'hash',
  hash: 'hash', 'file-hash': 'hash', ja3: 'hash', imphash: 'hash', ssdeep: 'hash',
} // biome-ignore format: one line a kind
const nameColumns = ['name', 'associated malware', 'malware family', 'comment', 'description']
const hash = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i
const domain = /^(?=.{1,255}$)[^\s/:@]+\.[^\s/:@.]{2,}\.?$/
const mailbox = /^[^\s@]+@[^\s@]+$/

/**
 * How to read a table of indicators: one with a column `value` and, if it likes, `type`, `name`, `valid_from`, `valid_until`; or one
 * whose columns are named for what they hold (`SHA256`, `FQDN`, `IP`, …).
 *
 * @param columns - Names of the columns.
 * @returns Undefined where no column holds anything to look for.
 */
export function createIndicatorTable(columns: readonly string[]): ReadIndicatorRow | undefined {
  const named = new Map(columns.map((column) => [column.trim().toLowerCase(), column]))
  const rule = (row: TableRow): string | undefined =>
    nameColumns.flatMap((name) => row.get(named.get(name) ?? '')?.trim() || [])[0]
  const instant = (row: TableRow, name: string): number | undefined => {
    const ms = Date.parse(row.get(named.get(name) ?? '') ?? '')
    return Number.isNaN(ms) ? undefined : ms
  }
  const indicator = (row: TableRow, written: string, sought: Sought): Indicator => ({
    id: written.trim(),
    rule: rule(row) ?? written.trim(),
    validFromMs: instant(row, 'valid_from'),
    validUntilMs: instant(row, 'valid_until'),
    sought: [sought],
  })
  const valueColumn = named.get('value') ?? named.get('indicator')
  if (valueColumn !== undefined) {
    return (row) => {
      const written = row.get(valueColumn) ?? ''
      const sought = readSought(written, row.get(named.get('type') ?? '') ?? '')
      return typeof sought === 'string' ? sought : [indicator(row, written, sought)]
    }
  }
  const holding = [...named].flatMap(([name, column]) => (typeNames[name] === undefined ? [] : [{ name, column }]))
  if (holding.length === 0) return undefined
  return (row) =>
    holding.flatMap(({ name, column }) => {
      const written = row.get(column) ?? ''
      if (written.trim() === '') return []
      const sought = readSought(written, name)
      return typeof sought === 'string' ? [] : [indicator(row, written, sought)]
    })
}

function readSought(written: string, type: string): Sought | string {
  const value = refanged(written)
  if (value === '') return 'no value'
  const kind = typeNames[type.trim().toLowerCase()] ?? kindOf(value)
  switch (kind) {
    case 'address':
      return addressOf(value) === undefined ? `${value} is no address` : { kind: 'network', value }
    case 'domain':
      return { kind: 'value', value: value.replace(/^\*?\./, ''), withSubdomains: /^\*?\./.test(value) }
    case 'subdomains':
      return { kind: 'value', value: value.replace(/^\*?\./, ''), withSubdomains: true }
    case 'url':
      return canonicalUrl(value) === undefined
        ? `${value} is no web address`
        : { kind: 'value', value, withSubdomains: false }
    case 'email':
      return mailbox.test(value) ? { kind: 'value', value, withSubdomains: false } : `${value} is no mailbox`
    case 'hash':
      return { kind: 'value', value: withoutColons(value), withSubdomains: false }
    default:
      return `nobody knows what ${value} is: name its type`
  }
}

function kindOf(value: string): string | undefined {
  if (addressOf(value) !== undefined) return 'address'
  if (canonicalUrl(value) !== undefined) return 'url'
  if (mailbox.test(value)) return 'email'
  if (hash.test(value)) return 'hash'
  return domain.test(value) ? 'domain' : undefined
}
