import { isMembers, type Members } from '../members.ts'

/** Longest title, characters. */
const MOST = 200

/** Properties that name an object, the best first. Source: STIX 2.1 §4 to §7. */
const naming = [
  ...['name', 'value', 'path', 'key', 'subject', 'display_name', 'account_login', 'user_id', 'product', 'abstract'],
  ...['opinion', 'pattern', 'command_line', 'url', 'definition', 'content'],
] as const

/** By what a person knows an object: its name, its value, its pattern, a hash of it; its type where it says nothing of that. */
export function objectTitle(object: Members): string {
  const { type } = object
  if (type === 'relationship') return `${String(object['relationship_type'])}`
  for (const property of naming) {
    const value = object[property]
    if (typeof value === 'string' && value.trim() !== '') return short(value)
  }
  return short(trafficTitle(object) ?? hashTitle(object) ?? numberTitle(object) ?? String(type))
}

function trafficTitle({ type, dst_port, src_port, protocols }: Members): string | undefined {
  if (type !== 'network-traffic' || !Array.isArray(protocols)) return undefined
  const ports = [src_port, dst_port].map((port) => (typeof port === 'number' ? String(port) : '?'))
  return `${protocols.join(', ')} ${ports.join(' → ')}`
}

function hashTitle({ hashes }: Members): string | undefined {
  if (!isMembers(hashes)) return undefined
  const [first] = Object.entries(hashes).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${name} ${value}`] : [],
  )
  return first
}

function numberTitle({ type, number, pid }: Members): string | undefined {
  const value = type === 'autonomous-system' ? number : type === 'process' ? pid : undefined
  return typeof value === 'number' ? `${type === 'process' ? 'PID' : 'AS'} ${value}` : undefined
}

/** One line of bounded length; no character is cut in two. */
function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const characters = [...line]
  return characters.length <= MOST ? line : `${characters.slice(0, MOST - 1).join('')}…`
}
