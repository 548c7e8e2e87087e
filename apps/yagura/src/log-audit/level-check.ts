import { rootOfFull, sameHash, splitTile, tilePath, tileWidth } from '@yagura/record'
import type { LogSource } from './log-source.ts'

/** The tiles of hashes of a log, checked while its leaf hashes come in order; at most a tile a level is held. */
export type LevelCheck = {
  /** Takes the leaf hashes from the last ones on, up to 256 that fill a tile. */
  readonly add: (leafHashes: readonly Uint8Array[]) => Promise<void>
  /** Checks the tiles that are partial at this size of the tree. `mustBeThere`: of the present size, and not of one long past. */
  readonly checkPartial: (mustBeThere: boolean) => Promise<void>
}

type Level = { hashes: Uint8Array[]; full: number }

const tileBytes = tileWidth * 32

/**
 * A check of the tiles of a log.
 *
 * @param report - Hears of each tile that is missing or wrong.
 */
export function createLevelCheck(source: LogSource, report: (problem: string) => void): LevelCheck {
  const levels: Level[] = [{ hashes: [], full: 0 }]

  const readTile = async (level: number, index: number, width: number): Promise<Uint8Array | undefined> =>
    (await source.read(tilePath(level, index, width), tileBytes)) ??
    (width === tileWidth ? undefined : await source.read(tilePath(level, index), tileBytes))

  const checkTile = async (level: number, { hashes, full }: Level, mustBeThere: boolean): Promise<void> => {
    const path = tilePath(level, full, hashes.length)
    const tile = await readTile(level, full, hashes.length)
    if (tile === undefined) {
      if (mustBeThere) report(`${path} is missing`)
      return
    }
    const found = splitTile(tile) ?? []
    const isWhole = found.length === hashes.length || found.length === tileWidth
    if (!isWhole) report(`${path} has ${tile.length} bytes, not ${hashes.length * 32}`)
    else if (!hashes.every((hash, at) => sameHash(hash, found[at] ?? hash.subarray(1)))) {
      report(`${path} does not hold the hashes of what is below it`)
    }
  }

  const push = async (height: number, hash: Uint8Array): Promise<void> => {
    const level = levels[height] ?? { hashes: [], full: 0 }
    levels[height] = level
    level.hashes.push(hash)
    if (level.hashes.length < tileWidth) return
    await checkTile(height, level, true)
    const root = rootOfFull(level.hashes)
    level.hashes = []
    level.full += 1
    if (root !== undefined) await push(height + 1, root)
  }

  return {
    add: async (leafHashes) => {
      for (const hash of leafHashes) await push(0, hash)
    },
    checkPartial: async (mustBeThere) => {
      for (const [height, level] of levels.entries()) {
        if (level.hashes.length > 0) await checkTile(height, level, mustBeThere)
      }
    },
  }
}
