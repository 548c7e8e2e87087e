/** Metrics of a vector by their short names. */
export type Metrics = ReadonlyMap<string, string>

/** Scores that follow from a vector: without temporal or environmental metrics they equal the one before. */
export type Scores = { readonly base: number; readonly temporal: number; readonly environmental: number }

/** Weights by metric and value. Source: CVSS v3.1 specification §7.4. */
const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  impact: { H: 0.56, L: 0.22, N: 0 },
  E: { X: 1, H: 1, F: 0.97, P: 0.94, U: 0.91 },
  RL: { X: 1, U: 1, W: 0.97, T: 0.96, O: 0.95 },
  RC: { X: 1, C: 1, R: 0.96, U: 0.92 },
  requirement: { X: 1, H: 1.5, M: 1, L: 0.5 },
}
const privileges: Readonly<Record<string, readonly [number, number]>> = {
  N: [0.85, 0.85],
  L: [0.62, 0.68],
  H: [0.27, 0.5],
}
const mandatory = ['AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A']
const allowed: Readonly<Record<string, string>> = {
  ...{
    AV: 'NALP',
    AC: 'LH',
    PR: 'NLH',
    UI: 'NR',
    S: 'UC',
    C: 'HLN',
    I: 'HLN',
    A: 'HLN',
    E: 'XHFPU',
    RL: 'XUWTO',
    RC: 'XCRU',
  },
  ...{ CR: 'XHML', IR: 'XHML', AR: 'XHML', MAV: 'XNALP', MAC: 'XLH', MPR: 'XNLH', MUI: 'XNR', MS: 'XUC' },
  ...{ MC: 'XHLN', MI: 'XHLN', MA: 'XHLN' },
}

/** @returns Version and metrics of `CVSS:3.1/AV:N/…`; undefined for what is none. */
export function readVector3(text: string): { readonly version: string; readonly metrics: Metrics } | undefined {
  const [head = '', ...parts] = text.split('/')
  const [, version] = /^CVSS:(3\.[01])$/.exec(head) ?? []
  const metrics = new Map<string, string>()
  for (const part of parts) {
    const [name = '', value = '', ...rest] = part.split(':')
    const isKnown = Object.hasOwn(allowed, name) && value.length === 1 && allowed[name]?.includes(value) === true
    if (!isKnown || rest.length > 0 || metrics.has(name)) return undefined
    metrics.set(name, value)
  }
  return version === undefined || !mandatory.every((name) => metrics.has(name)) ? undefined : { version, metrics }
}

/** Source: CVSS v3.1 specification §7.1–7.3 and appendix A; of 3.0 the rounding and one exponent differ. */
export function scores3(version: string, metrics: Metrics): Scores {
  const roundUp = version === '3.0' ? (value: number) => Math.ceil(value * 10 - 1e-9) / 10 : roundUp31
  const weight = (kind: string, value: string | undefined) => weights[kind]?.[value ?? 'X'] ?? 1
  const temporalFactor =
    weight('E', metrics.get('E')) * weight('RL', metrics.get('RL')) * weight('RC', metrics.get('RC'))
  const base = roundUp(rawScore(version, metrics, false))
  const modified = rawScore(version, metrics, true)
  const temporal = roundUp(base * temporalFactor)
  return { base, temporal, environmental: roundUp(roundUp(modified) * temporalFactor) }
}

function roundUp31(value: number): number {
  const whole = Math.round(value * 100_000)
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10
}

function rawScore(version: string, metrics: Metrics, isModified: boolean): number {
  const of = (name: string): string => {
    const modified = isModified ? metrics.get(`M${name}`) : undefined
    return modified === undefined || modified === 'X' ? (metrics.get(name) ?? 'N') : modified
  }
  const requirement = (name: string) => (isModified ? (weights['requirement']?.[metrics.get(name) ?? 'X'] ?? 1) : 1)
  const loss = (name: string) => 1 - (weights['impact']?.[of(name)] ?? 0) * requirement(`${name}R`)
  const isChanged = of('S') === 'C'
  const subScore = 1 - loss('C') * loss('I') * loss('A')
  const impactSub = isModified ? Math.min(subScore, 0.915) : subScore
  const impact = isChanged ? changedImpact(version, impactSub, isModified) : 6.42 * impactSub
  const privilege = privileges[of('PR')]?.[isChanged ? 1 : 0] ?? 0
  const path = (weights['AV']?.[of('AV')] ?? 0) * (weights['AC']?.[of('AC')] ?? 0)
  const exploitability = 8.22 * path * privilege * (weights['UI']?.[of('UI')] ?? 0)
  if (impact <= 0) return 0
  return Math.min((isChanged ? 1.08 : 1) * (impact + exploitability), 10)
}

function changedImpact(version: string, subScore: number, isModified: boolean): number {
  const isOf31 = isModified && version === '3.1'
  const [factor, exponent] = isOf31 ? [0.9731, 13] : [1, 15]
  return 7.52 * (subScore - 0.029) - 3.25 * (subScore * factor - 0.02) ** exponent
}

/** Source: CVSS v3.1 specification §5. */
export function severity3(score: number): string {
  if (score === 0) return 'NONE'
  if (score < 4) return 'LOW'
  if (score < 7) return 'MEDIUM'
  return score < 9 ? 'HIGH' : 'CRITICAL'
}
