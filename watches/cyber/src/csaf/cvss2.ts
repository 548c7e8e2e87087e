import type { Metrics, Scores } from './cvss3.ts'

/** Weights by metric and value. Source: CVSS v2 guide §3.2.1–3.2.3. */
const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  C: { N: 0, P: 0.275, C: 0.66 },
  I: { N: 0, P: 0.275, C: 0.66 },
  A: { N: 0, P: 0.275, C: 0.66 },
  E: { U: 0.85, POC: 0.9, F: 0.95, H: 1, ND: 1 },
  RL: { OF: 0.87, TF: 0.9, W: 0.95, U: 1, ND: 1 },
  RC: { UC: 0.9, UR: 0.95, C: 1, ND: 1 },
  CDP: { N: 0, L: 0.1, LM: 0.3, MH: 0.4, H: 0.5, ND: 0 },
  TD: { N: 0, L: 0.25, M: 0.75, H: 1, ND: 1 },
  CR: { L: 0.5, M: 1, H: 1.51, ND: 1 },
  IR: { L: 0.5, M: 1, H: 1.51, ND: 1 },
  AR: { L: 0.5, M: 1, H: 1.51, ND: 1 },
}

/** @returns Metrics of `AV:N/AC:L/Au:N/C:C/I:C/A:C`; undefined for what is none. */
export function readVector2(text: string): Metrics | undefined {
  const metrics = new Map<string, string>()
  for (const part of text.split('/')) {
    const [name = '', value = ''] = part.split(':')
    if (weights[name]?.[value] === undefined || metrics.has(name)) return undefined
    metrics.set(name, value)
  }
  return ['AV', 'AC', 'Au', 'C', 'I', 'A'].every((name) => metrics.has(name)) ? metrics : undefined
}

/** Source: CVSS v2 guide §3.2. */
export function scores2(metrics: Metrics): Scores {
  const weight = (name: string) => weights[name]?.[metrics.get(name) ?? 'ND'] ?? 1
  const tenth = (value: number) => Math.round((value + Number.EPSILON) * 10) / 10
  const exploitability = 20 * weight('AV') * weight('AC') * weight('Au')
  const scoreOf = (impact: number) => tenth((0.6 * impact + 0.4 * exploitability - 1.5) * (impact === 0 ? 0 : 1.176))
  const loss = (name: string, requirement: number) => 1 - weight(name) * requirement
  const base = scoreOf(10.41 * (1 - loss('C', 1) * loss('I', 1) * loss('A', 1)))
  const factor = weight('E') * weight('RL') * weight('RC')
  const adjusted = Math.min(
    10,
    10.41 * (1 - loss('C', weight('CR')) * loss('I', weight('IR')) * loss('A', weight('AR'))),
  )
  const adjustedTemporal = tenth(scoreOf(adjusted) * factor)
  const environmental = tenth((adjustedTemporal + (10 - adjustedTemporal) * weight('CDP')) * weight('TD'))
  return { base, temporal: tenth(base * factor), environmental }
}
