import type { Members } from '../members.ts'
import { type Tell, textOf } from './advisory.ts'
import { readVector2, scores2 } from './cvss2.ts'
import { type Metrics, readVector3, type Scores, scores3, severity3 } from './cvss3.ts'

/** Long names of metrics by short name, and of their values. Source: JSON schemas of CVSS v2, v3.0 and v3.1. */
const longNames: Readonly<Record<string, string>> = {
  ...{ AV: 'attackVector', AC: 'attackComplexity', PR: 'privilegesRequired', UI: 'userInteraction', S: 'scope' },
  ...{ C: 'confidentialityImpact', I: 'integrityImpact', A: 'availabilityImpact', E: 'exploitCodeMaturity' },
  ...{ RL: 'remediationLevel', RC: 'reportConfidence', CR: 'confidentialityRequirement', IR: 'integrityRequirement' },
  ...{ AR: 'availabilityRequirement', MAV: 'modifiedAttackVector', MAC: 'modifiedAttackComplexity' },
  ...{ MPR: 'modifiedPrivilegesRequired', MUI: 'modifiedUserInteraction', MS: 'modifiedScope' },
  ...{ MC: 'modifiedConfidentialityImpact', MI: 'modifiedIntegrityImpact', MA: 'modifiedAvailabilityImpact' },
}
const longNames2: Readonly<Record<string, string>> = {
  ...{ AV: 'accessVector', AC: 'accessComplexity', Au: 'authentication', C: 'confidentialityImpact' },
  ...{ I: 'integrityImpact', A: 'availabilityImpact', E: 'exploitability', RL: 'remediationLevel' },
  ...{ RC: 'reportConfidence', CDP: 'collateralDamagePotential', TD: 'targetDistribution' },
  ...{ CR: 'confidentialityRequirement', IR: 'integrityRequirement', AR: 'availabilityRequirement' },
}
/** Words that begin otherwise than the letters of the vector. */
const initials: Readonly<Record<string, string>> = {
  NOT_DEFINED: 'X',
  ADJACENT_NETWORK: 'A',
  PROOF_OF_CONCEPT: 'P',
}
const initials2: Readonly<Record<string, string>> = {
  NOT_DEFINED: 'ND',
  PROOF_OF_CONCEPT: 'POC',
  OFFICIAL_FIX: 'OF',
  TEMPORARY_FIX: 'TF',
  UNCONFIRMED: 'UC',
  UNCORROBORATED: 'UR',
  LOW_MEDIUM: 'LM',
  MEDIUM_HIGH: 'MH',
}

/** A score of CVSS: its form, its arithmetic, and that it says the same twice. Source: CSAF 2.0 §6.1.8–6.1.10. */
export function checkScore(score: Members, path: string, tell: Tell): void {
  const is2 = score['version'] === '2.0'
  const needed = ['version', 'vectorString', 'baseScore', ...(is2 ? [] : ['baseSeverity'])]
  for (const name of needed) if (score[name] === undefined) tell('6.1.8', path, `“${name}” is required`)
  const vector = textOf(score['vectorString'])
  const read = is2 ? readVector2(vector) : readVector3(vector)
  if (read === undefined) {
    if (score['vectorString'] !== undefined) tell('6.1.8', `${path}.vectorString`, `${vector} is no vector of CVSS`)
  } else if ('metrics' in read) {
    if (read.version !== score['version']) tell('6.1.8', `${path}.version`, 'is not that of the vector')
    checkArithmetic(score, scores3(read.version, read.metrics), path, true, tell)
    checkAgrees(score, read.metrics, longNames, initials, path, tell)
  } else {
    checkArithmetic(score, scores2(read), path, false, tell)
    checkAgrees(score, read, longNames2, initials2, path, tell)
  }
}

/**
 * The environmental score of a CVSS, of what its vector says and of what its properties say beside it.
 *
 * @returns Undefined where there is no vector that can be read.
 */
export function environmentalScore(score: Members): number | undefined {
  const vector = textOf(score['vectorString'])
  if (score['version'] === '2.0') {
    const metrics = readVector2(vector)
    return metrics && scores2(withStated(score, metrics, longNames2, initials2)).environmental
  }
  const read = readVector3(vector)
  return read && scores3(read.version, withStated(score, read.metrics, longNames, initials)).environmental
}

function withStated(
  score: Members,
  metrics: Metrics,
  names: Readonly<Record<string, string>>,
  letters: Readonly<Record<string, string>>,
): Metrics {
  const stated = Object.entries(names).flatMap(([short, name]) => {
    const word = textOf(score[name])
    return word === '' || metrics.has(short) ? [] : [[short, letters[word] ?? word.charAt(0)] as const]
  })
  return new Map([...metrics, ...stated])
}

function checkArithmetic(score: Members, scores: Scores, path: string, hasSeverities: boolean, tell: Tell): void {
  for (const [name, value] of Object.entries(scores)) {
    const given = score[`${name}Score`]
    if (given !== undefined && given !== value) {
      tell('6.1.9', `${path}.${name}Score`, `by its vector it is ${value}, not ${String(given)}`)
    }
    const word = score[`${name}Severity`]
    if (hasSeverities && word !== undefined && word !== severity3(value)) {
      tell('6.1.9', `${path}.${name}Severity`, `by its vector it is ${severity3(value)}, not ${String(word)}`)
    }
  }
}

function checkAgrees(
  score: Members,
  metrics: Metrics,
  names: Readonly<Record<string, string>>,
  letters: Readonly<Record<string, string>>,
  path: string,
  tell: Tell,
): void {
  for (const [short, name] of Object.entries(names)) {
    const given = score[name]
    const stated = metrics.get(short)
    if (typeof given !== 'string' || stated === undefined) continue
    const letter = letters[given] ?? given.charAt(0)
    if (letter !== stated)
      tell('6.1.10', `${path}.${name}`, `${given} is not what the vector says (${short}:${stated})`)
  }
}
