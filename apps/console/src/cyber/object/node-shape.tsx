import type { JSX } from 'preact'

/** What an object is, as far as the picture tells it apart; each has a shape and a colour. */
export type NodeClass = 'actors' | 'software' | 'techniques' | 'observed' | 'others'

/** In the order of the legend. */
export const NODE_CLASSES: readonly NodeClass[] = ['actors', 'software', 'techniques', 'observed', 'others']

const classes: Readonly<Record<string, NodeClass>> = {
  'intrusion-set': 'actors',
  'threat-actor': 'actors',
  campaign: 'actors',
  incident: 'actors',
  malware: 'software',
  tool: 'software',
  infrastructure: 'software',
  software: 'others',
  'attack-pattern': 'techniques',
  'x-mitre-tactic': 'techniques',
  indicator: 'observed',
  'observed-data': 'observed',
  sighting: 'observed',
}

const observables = new Set([
  ...['artifact', 'autonomous-system', 'directory', 'domain-name', 'email-addr', 'email-message', 'file', 'ipv4-addr'],
  ...['ipv6-addr', 'mac-addr', 'mutex', 'network-traffic', 'process', 'url', 'user-account', 'windows-registry-key'],
  'x509-certificate',
])

/** @returns What an object of a type is in the picture. */
export function classOf(type: string): NodeClass {
  return classes[type] ?? (observables.has(type) ? 'observed' : 'others')
}

const paths: { readonly [Class in NodeClass]: string } = {
  actors: 'M0-8 8 6-8 6z',
  software: 'M-6-6H6V6H-6z',
  techniques: 'M0-8 8 0 0 8-8 0z',
  observed: 'M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0',
  others: 'M-7-3-3-7H3L7-3V3L3 7H-3L-7 3z',
}

/** The shape of a class around the origin, some 16 px wide. */
export function NodeShape(props: { readonly class: NodeClass }): JSX.Element {
  return <path class={`node-shape ${props.class}`} d={paths[props.class]} />
}
