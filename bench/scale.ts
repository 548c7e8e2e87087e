/** How much each claim measures. */
export type Scale = {
  /** Largest number of objects of the catalogue; more are thinned out evenly. */
  readonly objectCount: number
  /** Timed rounds; one more before them warms up. */
  readonly rounds: number
  /** The same for the claims whose rounds take long (S1, S4, S5). */
  readonly screeningRounds: number
  /** One-minute times of a propagation call. */
  readonly timeCount: number
  /** Objects of the single instant (P5). */
  readonly instantObjectCount: number
  readonly instantRounds: number
  readonly screeningDays: number
  /** Share of the 40 s steps that satellite.js really propagates in S1. */
  readonly propagatedShare: number
  /** Objects of the two memory measurements (S3). */
  readonly memoryObjectCounts: readonly [number, number]
  readonly memoryDays: readonly [number, number]
  /** Objects of the two growth measurements (S4). */
  readonly growthObjectCounts: readonly [number, number]
  /** Records that one node takes over from another (R1, R2, R4), and that it appends at once and one by one (R3). */
  readonly replicatedRecords: number
  readonly appendedRecords: number
  readonly singleAppends: number
  /** Numbers of updated objects (S5). */
  readonly updatedCounts: readonly number[]
  /** How often all pairs of pattern and observations are asked (C1). */
  readonly patternRounds: number
  /** How often a bundle is imported into a fresh folder (C2). */
  readonly intakeRounds: number
  /** How often the shared Zeek log is repeated (C3, C4); it has 53,615 lines. */
  readonly logCopies: number
}

/** What the bars of the README are about. */
export const fullScale: Scale = {
  objectCount: Infinity,
  rounds: 7,
  screeningRounds: 5,
  timeCount: 60,
  instantObjectCount: 30_000,
  instantRounds: 51,
  screeningDays: 7,
  propagatedShare: 0.05,
  memoryObjectCounts: [30_000, 100_000],
  memoryDays: [0.1, 0.3],
  growthObjectCounts: [24_250, 97_000],
  replicatedRecords: 20_000,
  appendedRecords: 20_000,
  singleAppends: 1000,
  updatedCounts: [10, 100],
  patternRounds: 100,
  intakeRounds: 5,
  logCopies: 94,
}

/** Everything once, in seconds: whether it runs, not how fast. */
export const smokeScale: Scale = {
  objectCount: 3000,
  rounds: 2,
  screeningRounds: 1,
  timeCount: 5,
  instantObjectCount: 4000,
  instantRounds: 3,
  screeningDays: 0.1,
  propagatedShare: 0.2,
  memoryObjectCounts: [1500, 4000],
  memoryDays: [0.06, 0.1],
  growthObjectCounts: [1500, 4000],
  replicatedRecords: 600,
  appendedRecords: 600,
  singleAppends: 20,
  updatedCounts: [2, 5],
  patternRounds: 2,
  intakeRounds: 1,
  logCopies: 2,
}
