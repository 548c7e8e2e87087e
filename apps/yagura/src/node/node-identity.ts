import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a running node leaves in its data folder for the commands of the same person: readable by that person only. */
export type NodeAddress = {
  readonly url: string
  /** Secret with which those commands ask. */
  readonly token: string
  readonly processId: number
}

const FILE = 'node.json'
const TOKEN_BYTES = 32

/** Where a node that runs on a data folder says how it is reached. */
export function nodeAddressFile(dataFolder: string): string {
  return join(dataFolder, FILE)
}

/** A secret for one run of a node. */
export function createCommandToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** Says how the node is reached; readable by its owner only. */
export async function publishAddress(dataFolder: string, address: NodeAddress): Promise<void> {
  await writeFile(nodeAddressFile(dataFolder), `${JSON.stringify(address)}\n`, { mode: 0o600 })
}

/** Says it no more. A file that is gone already is as good. */
export async function withdrawAddress(dataFolder: string): Promise<void> {
  await rm(nodeAddressFile(dataFolder), { force: true })
}
