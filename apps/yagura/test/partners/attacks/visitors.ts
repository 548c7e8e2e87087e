import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { coreKinds } from '@yagura/record'
import pino from 'pino'
import { createLive } from '../../../src/node/live.ts'
import { answerPartner } from '../../../src/node/partners/answer-partner.ts'
import { type Evidence, listEvidence } from '../../../src/node/partners/evidence.ts'
import { bundleOf } from '../../../src/node/partners/evidence-bundle.ts'
import { type OwnIdentity, readIdentity } from '../../../src/node/partners/identity/own-identity.ts'
import { type JoinedParts, makeParts } from '../../../src/node/partners/join-parts.ts'
import { defaultClearance } from '../../../src/node/partners/partner-book.ts'
import { openSightings } from '../../../src/node/partners/pull/gossip.ts'
import type { FileSource } from '../../../src/node/partners/pull/remote-log.ts'
import { openRestoration } from '../../../src/node/partners/pull/restoration.ts'
import { visitPartner } from '../../../src/node/partners/pull/visit-partner.ts'
import { createWithholdingWatch } from '../../../src/node/partners/pull/withholding.ts'
import { openStore } from '../../../src/node/store/open-store.ts'
import { storeFile } from '../../../src/node/store/store-files.ts'
import { keysFor } from '../partner-nodes.ts'

/** A node without a network: it visits whatever source it is given, and answers whoever asks. */
export type Visitor = {
  readonly identity: OwnIdentity
  readonly parts: JoinedParts
  /** Visits a pinned partner; its files come from the source. */
  readonly visit: (node: string, source: FileSource) => ReturnType<typeof visitPartner>
  /** What this node serves to one partner. */
  readonly serves: (to: OwnIdentity) => FileSource
  readonly evidence: () => readonly Evidence[]
  readonly bundle: (evidence: Evidence) => Promise<Uint8Array>
  /** The same node on the same store, started again. */
  readonly restart: () => Promise<Visitor>
  readonly end: () => Promise<void>
}

/** Keys of a node, made once a file. */
export async function identityOf(party: string, node: string): Promise<OwnIdentity> {
  const identity = await readIdentity((await keysFor(party, node)).dataFolder, 'REAL')
  if (identity === undefined) throw new TypeError('no identity')
  return identity
}

/** Starts a node with a store of its own and pinned partners. */
export async function startVisitor(
  identity: OwnIdentity,
  partners: readonly OwnIdentity[],
  nowMs: () => number = () => Date.now(),
  monotonicMs: () => number = () => performance.now(),
  folder: string = mkdtempSync(join(tmpdir(), 'yagura-visitor-')),
): Promise<Visitor> {
  const store = await openStore({ dataFolder: folder, mode: 'REAL' })
  const context = {
    ...{ store, clock: { nowMs }, logger: pino({ level: 'silent' }), mode: 'REAL' as const },
    live: createLive((error) => {
      throw error
    }),
    newId: () => '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  }
  const parts = makeParts(context, identity, coreKinds, await openRestoration(context, storeFile(folder, 'REAL')))
  for (const { card, fingerprint } of partners) {
    if (parts.partners.find(card.node) === undefined)
      await parts.partners.add(card, fingerprint, defaultClearance(), ['test'])
  }
  const memory = {
    sightings: openSightings(store, (origin) => parts.book.get(origin)?.head.seen),
    withholding: createWithholdingWatch(monotonicMs),
    onWitness: () => undefined,
  }
  return {
    ...{ identity, parts },
    visit: (node, source) => visitPartner({ ...parts, ...memory, sourceOf: () => source }, parts.partners.get(node)),
    serves: ({ card }) => ({
      get: async (path) => {
        const reply = await answerPartner(parts, { caller: card, method: 'GET', path, body: new Uint8Array(0) })
        return { status: reply.status, body: reply.bytes }
      },
    }),
    evidence: () => listEvidence(store),
    bundle: async (evidence) => Buffer.from(await bundleOf(parts, evidence)),
    restart: async () => {
      await store.close()
      return startVisitor(identity, partners, nowMs, monotonicMs, folder)
    },
    end: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
