import type { ElementSet } from '@yagura/formats'
import type { Scale } from './scale.ts'

/** What every measurement is handed. */
export type BenchContext = {
  readonly scale: Scale
  readonly sets: readonly ElementSet[]
  /** The same objects as a file of TLE. */
  readonly catalogueFile: string
  readonly benchFolder: string
  /** Folder of the shared data, which may be absent. */
  readonly sharedFolder: string
  /** Folder that is removed at the end. */
  readonly scratch: string
  /** Path of an engine's bundled script. */
  readonly script: (name: string) => string
  /** Writes so many objects made of the catalogue as TLE; returns the file. */
  readonly fileOf: (objectCount: number) => string
  /** Tells the reader what is going on. */
  readonly say: (line: string) => void
}
