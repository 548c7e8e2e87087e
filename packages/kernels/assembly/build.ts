import { readFile } from 'node:fs/promises'
import { main as compile } from 'assemblyscript/asc'
import { readTheory } from './theory.ts'
import { type TranslationPlan, translate } from './translate.ts'

/** The theory's sources, constants before their use. */
const SOURCES = [
  'wgs72.ts',
  'record.ts',
  'trigonometry.ts',
  'kepler.ts',
  'osculate.ts',
  'near-earth.ts',
  'lunisolar.ts',
  'deep-space.ts',
  'resonance.ts',
  'propagate.ts',
]

/** The four functions that write a state. */
const STATES = ['osculate', 'nearEarth', 'nearEarthSimple', 'deepSpace']

/** The hand-written parts of the program. */
const WRITTEN = [
  'batch.as.ts',
  'screening-job.as.ts',
  'screening-nodes.as.ts',
  'screening-primaries.as.ts',
  'screening-rows.as.ts',
  'screening-cells.as.ts',
  'screening-pairs.as.ts',
  'screening-minima.as.ts',
  'screening-slice.as.ts',
]

const PLAN: TranslationPlan = {
  scalar: [
    'atan2',
    'eccentricLongitudeByNewton',
    ...STATES,
    'oneDayDerivatives',
    'halfDayDerivatives',
    'resonanceDerivatives',
    'restartResonance',
    'advanceResonance',
    'propagate',
  ],
  narrow: ['eccentricLongitudeByNewton'],
  wide: STATES,
  offsets: ['ECCENTRICITY', 'RESONANCE'],
}

const OPTIONS = [
  '--optimizeLevel',
  '3',
  '--shrinkLevel',
  '0',
  '--converge',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory',
  '--sharedMemory',
  '--initialMemory',
  '1',
  '--maximumMemory',
  '65536',
  '--enable',
  'simd',
  '--enable',
  'threads',
]

/** The whole AssemblyScript program, generated and written parts, as one text. */
export async function kernelSource(): Promise<string> {
  const orbit = new URL('../src/orbit/', import.meta.url)
  const sources = new Map<string, string>()
  for (const file of SOURCES) sources.set(file, await readFile(new URL(file, orbit), 'utf8'))
  const written = await Promise.all(WRITTEN.map((file) => readFile(new URL(file, import.meta.url), 'utf8')))
  return [translate(readTheory(sources), PLAN), ...written].join('\n')
}

/** Compiles the kernels to WebAssembly; the same sources and compiler always give the same bytes. */
export async function buildKernels(): Promise<Uint8Array> {
  const source = await kernelSource()
  let binary: Uint8Array | undefined
  const { error, stderr } = await compile(['kernels.ts', '--outFile', 'kernels.wasm', ...OPTIONS], {
    readFile: (name) => (name === 'kernels.ts' ? source : null),
    writeFile: (name, contents) => {
      if (name === 'kernels.wasm' && typeof contents !== 'string') binary = contents
    },
    listFiles: () => [],
  })
  if (error || !binary) throw new Error(`the kernels do not compile:\n${stderr.toString()}`, { cause: error })
  return binary
}
