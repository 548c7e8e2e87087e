import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'
import { AddressNotAllowedError, UnreachableError } from './fetch-errors.ts'

/** Turns a host name into its addresses. */
export type Resolve = (hostname: string) => Promise<readonly string[]>

/** An address that was checked: this one, and no name, is to be dialled. */
export type AllowedAddress = { readonly address: string; readonly family: 4 | 6 }

const privateRanges: ReadonlySet<string> = new Set([
  'loopback',
  'private',
  'linkLocal',
  'uniqueLocal',
  'carrierGradeNat',
])
// Where clouds hand their machines credentials: never a source, whatever a person allows.
const metadataAddresses: ReadonlySet<string> = new Set(['169.254.169.254', 'fd00:ec2::254', '100.100.100.200'])

/**
 * The address behind a host name, checked. A name with one address that is not allowed is refused whole, so that it
 * does not matter which of them is dialled; a name that is resolved again may give another address, so the caller
 * must dial the one that is returned.
 *
 * @param hostname - Name, IPv4 or IPv6 address, in brackets or not, as a URL has it.
 * @param allowPrivate - Whether it may be private, loopback, link-local, unique local or shared (RFC 6598).
 * @throws AddressNotAllowedError; UnreachableError where the name does not resolve.
 */
export async function resolveAllowedAddress(
  hostname: string,
  allowPrivate: boolean,
  resolve: Resolve = resolveBySystem,
): Promise<AllowedAddress> {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  const addresses = ipaddr.isValid(bare) ? [bare] : await resolveOrFail(bare, resolve)
  const checked = addresses.map((address) => checkAddress(bare, address, allowPrivate))
  const [first] = checked
  if (first === undefined) throw new UnreachableError(bare, new Error('the name has no address'))
  return first
}

async function resolveOrFail(hostname: string, resolve: Resolve): Promise<readonly string[]> {
  try {
    return await resolve(hostname)
  } catch (error) {
    throw new UnreachableError(hostname, error instanceof Error ? error : new Error(String(error)))
  }
}

async function resolveBySystem(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname, { all: true })
  return found.map(({ address }) => address)
}

function checkAddress(hostname: string, text: string, allowPrivate: boolean): AllowedAddress {
  // `process` turns an IPv4 address that is mapped into IPv6 back, so that it is judged as what is dialled.
  const address = ipaddr.process(text)
  const range = rangeOf(address)
  const isPrivate = privateRanges.has(range)
  const where = address.toString() === hostname ? `is an address` : `leads to ${address.toString()}, an address`
  if (metadataAddresses.has(address.toString())) {
    throw new AddressNotAllowedError(hostname, `${where} of cloud metadata, which is never a source`)
  }
  if (isPrivate && !allowPrivate) {
    throw new AddressNotAllowedError(
      hostname,
      `${where} that is not public (${range}); allow private addresses for it if that is meant`,
    )
  }
  if (!isPrivate && range !== 'unicast') {
    throw new AddressNotAllowedError(hostname, `${where} that no server has (${range})`)
  }
  return { address: address.toString(), family: address.kind() === 'ipv4' ? 4 : 6 }
}

function rangeOf(address: ReturnType<typeof ipaddr.process>): string {
  const range = address.range()
  if (range !== 'unicast' || !(address instanceof ipaddr.IPv6)) return range
  // Only 2000::/3 is given out; the rest, such as ::a.b.c.d, reaches hosts by ways that the ranges do not name.
  const [first = 0] = address.parts
  return (first & 0xe000) === 0x2000 ? 'unicast' : 'reserved'
}
