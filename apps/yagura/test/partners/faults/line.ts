import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/**
 * What a line does to those who use it: carries all; is cut; carries all late; takes connections and bytes and gives nothing back
 * (what was begun on it stays dead, also when the line is open again); flips a bit in each connection.
 */
export type LineState = 'open' | 'cut' | 'slow' | 'silent' | 'garbled'

/** A line of TCP between the partners of a node and its port. */
export type Line = {
  readonly port: number
  readonly set: (state: LineState) => void
  /** Bits flipped so far. */
  readonly flips: () => number
  readonly close: () => void
}

const slowMs = 300
/** Within the first flight of a handshake the two ends may just wait; behind it they see it. */
const cleanChunks = 3

/** A port at an address. */
export type Place = { readonly host: string; readonly port: number }

/** Lays a line from any port of an address of this machine. */
export async function layLine(fromHost: string, to: Place): Promise<Line> {
  let state: LineState = 'open'
  let flips = 0
  const ends = new Set<Socket>()
  const garbled = (bytes: Buffer): Buffer => {
    const changed = Buffer.from(bytes)
    const at = Math.floor(changed.length / 2)
    changed[at] = (changed[at] ?? 0) ^ 1
    flips += 1
    return changed
  }
  const carry = (from: Socket, to: Socket, link: { isDead: boolean }): void => {
    let chunks = 0
    from.on('data', (bytes) => {
      chunks += 1
      if (state === 'silent') link.isDead = true
      if (link.isDead) return
      const sent = state === 'garbled' && chunks > cleanChunks ? garbled(bytes) : bytes
      if (state === 'slow') setTimeout(() => to.writable && to.write(sent), slowMs)
      else if (to.writable) to.write(sent)
    })
    from.on('error', () => to.destroy())
    from.on('close', () => {
      ends.delete(from)
      if (!link.isDead) to.destroy()
    })
  }
  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy()
    const link = { isDead: false }
    const far = connect(to.port, to.host)
    ends.add(near).add(far)
    carry(near, far, link)
    carry(far, near, link)
  })
  await new Promise<void>((resolve) => server.listen(0, fromHost, resolve))
  const cutAll = (): void => {
    for (const end of ends) end.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    set: (next) => {
      state = next
      if (next === 'cut') cutAll()
    },
    flips: () => flips,
    close: () => {
      server.close()
      cutAll()
    },
  }
}
