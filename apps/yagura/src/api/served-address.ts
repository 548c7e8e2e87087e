import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Where a node listens and how it is reached. */
export type ListenOptions = {
  /** Address to listen on; loopback unless told otherwise. */
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
  /** Address that people type, where a reverse proxy stands before the node: `https://watch.example`. */
  readonly publicUrl?: string
}

/** How requests may name the node. */
export type ServedAddress = {
  /** Whether others than this machine can reach the node. */
  readonly isBeyondLoopback: boolean
  /** Whether pages come by TLS. */
  readonly isSecure: boolean
  /** Whether a `Host` header names this node. */
  readonly isOwnHost: (host: string | undefined) => boolean
  /** Whether an `Origin` header is of this node's own page under that `Host`. */
  readonly isOwnOrigin: (origin: string, host: string | undefined) => boolean
}

const hostForm = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i

function bare(name: string): string {
  return name.replace(/^\[|\]$/g, '').toLowerCase()
}

/** Whether a name or address is of this machine only. */
export function isLoopback(host: string): boolean {
  const name = bare(host)
  if (name === 'localhost') return true
  return isIP(name) !== 0 && ipaddr.process(name).range() === 'loopback'
}

/** Whether a peer may say on whose behalf it asks: a proxy on this machine or in the same private network. */
export function isNearby(address: string): boolean {
  if (isIP(address) === 0) return false
  return ['loopback', 'private', 'uniqueLocal', 'linkLocal'].includes(ipaddr.process(address).range())
}

/**
 * What a node answers to.
 * @param port - Port it listens on, once that is known.
 */
export function servedAddress(listen: ListenOptions, port: () => number): ServedAddress {
  const publicUrl = listen.publicUrl === undefined ? undefined : new URL(listen.publicUrl)
  const isBeyondLoopback = publicUrl !== undefined || !isLoopback(listen.host)
  const isOwnHost = (host: string | undefined) => {
    const [, name, hostPort] = hostForm.exec(host ?? '') ?? []
    if (name === undefined) return false
    if (publicUrl !== undefined && host?.toLowerCase() === publicUrl.host) return true
    if (Number(hostPort ?? 80) !== port()) return false
    // A page of another site can make its own name lead here, but not an address.
    return isLoopback(name) || (isBeyondLoopback && (isIP(bare(name)) !== 0 || bare(name) === bare(listen.host)))
  }
  return {
    isBeyondLoopback,
    isSecure: publicUrl?.protocol === 'https:',
    isOwnHost,
    isOwnOrigin: (origin, host) => {
      if (publicUrl !== undefined && origin === publicUrl.origin) return true
      return isOwnHost(host) && origin.toLowerCase() === `http://${host?.toLowerCase()}`
    },
  }
}
