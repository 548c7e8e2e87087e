import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '@yagura/core'
import type { StixObject, StixVersion } from '@yagura/cyber'
import { onTestFinished } from 'vitest'
import type { JudgeDetections } from '../../../src/node/context.ts'
import { createDetectionEngine } from '../../../src/node/cyber/detection/detection-engine.ts'
import {
  createDetectionService,
  type DetectionOptions,
  type DetectionService,
} from '../../../src/node/cyber/detection/detection-service.ts'
import { type TestNode, testNode } from '../../catalogue/node-context.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'

export const startMs = Date.parse('2026-11-22T03:00:00Z')
export const tanaka = { officer: 'Tanaka', role: 'administrator' } as const

type Told = Parameters<JudgeDetections>[1]

/** Live detection over a store, with what it last told the alerts. */
export type DetectionNode = {
  readonly service: DetectionService
  readonly node: TestNode
  /** A folder in which logs may lie. */
  readonly folder: string
  readonly dataFolder: string
  readonly told: () => Told
  /** Ends it as a kill does, and begins anew on the same store. */
  readonly restart: () => Promise<DetectionNode>
}

/** An indicator of STIX 2.1. */
export function indicator(number: number, pattern: string): StixObject {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    name: `Indicator ${number}`,
    pattern,
    pattern_type: 'stix',
    valid_from: '2026-01-01T00:00:00Z',
  }
}

/** Objects as a store of STIX gives them, as far as detection asks for them. */
function heldObjects(objects: readonly StixObject[]): DetectionOptions['stix'] {
  const versions = objects.map(
    (object, seq): StixVersion => ({
      ...{ object, seq, version: String(object['modified']), addedUs: startMs * 1000 },
      ...{ source: 'feed/test', originator: 'JPN', marking: { pol: 'TLP', lvl: 0, mode: 'REAL', tlp: 'CLEAR' } },
    }),
  )
  return {
    countByType: async () => [{ type: 'indicator', count: objects.length }],
    list: async () => ({ versions, cursor: undefined, isCursorGood: true }),
    newest: async (ids) => versions.filter(({ object }) => ids.includes(object.id)),
    relationsOfMany: async (ids) =>
      ids.map((id) =>
        objects
          .filter((object) => object['source_ref'] === id)
          .map((object) => ({
            ...{ id: object.id, kind: String(object['relationship_type']), sourceId: id },
            targetId: String(object['target_ref']),
          })),
      ),
  }
}

/** What a test says of a node besides what it looks for. */
export type DetectionNodeOptions = {
  /** Sigma rules of a file. */
  readonly rules?: string
  /** What becomes of each change before the store takes it. */
  readonly beforeCommit?: () => void
  readonly pause?: DetectionOptions['pause']
  /** Where indicators are, in place of those handed in. */
  readonly stix?: DetectionOptions['stix']
  /** In place of a store of its own. */
  readonly store?: Store
}

/** Live detection of a node that looks for the indicators. */
export async function detectionNode(
  objects: readonly StixObject[],
  {
    rules,
    beforeCommit = () => undefined,
    pause,
    store: given,
    stix = heldObjects(objects),
  }: DetectionNodeOptions = {},
): Promise<DetectionNode> {
  const folder = join(temporaryFolder(), 'logs')
  mkdirSync(folder)
  const dataFolder = temporaryFolder()
  mkdirSync(join(dataFolder, 'cyber', 'sigma'), { recursive: true })
  if (rules !== undefined) writeFileSync(join(dataFolder, 'cyber', 'sigma', 'rules.yml'), rules)
  const open = async (node: TestNode): Promise<DetectionNode> => {
    let told: Told = []
    const own = given ?? node.context.store
    const store: Store = {
      ...own,
      commit: async (change) => {
        beforeCommit()
        return own.commit(change)
      },
    }
    const service = await createDetectionService(
      { ...node.context, store },
      {
        ...{ dataFolder, allowedFolders: [folder], stix, engine: createDetectionEngine() },
        ...(pause && { pause }),
        judge: async (_, detections) => {
          told = detections
        },
        alertOf: (key) => (told.some((each) => each.key === key) ? `alert of ${key}` : undefined),
      },
    )
    onTestFinished(service.close)
    return { service, node, folder, dataFolder, told: () => told, restart: async () => open(await node.restart()) }
  }
  return open(await testNode(startMs))
}
