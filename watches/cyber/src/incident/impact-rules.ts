import type { Members } from '../members.ts'
import type { Findings } from '../stix/validation/findings.ts'
import { float, integer, type MemberRules, oneOf, structure, text, timestamp } from '../stix/validation/values.ts'
import { suiteWord } from './suite-values.ts'
import { suiteEnumerations } from './suite-words.ts'

const { alteration, damage, loss, traceability } = suiteEnumerations
const records: MemberRules = { record_count: integer(0), record_size: integer(0) }

function informationUnlessNone(by: string, needs: string, section: string) {
  return (value: Members, findings: Findings): void => {
    if (value[by] !== undefined && value[by] !== 'none' && value[needs] === undefined) {
      findings.must('required', section, `“${needs}” is required where ${by} is not none`)
    }
  }
}

/** Amounts come together and with their currency. Source: Incident Extension Suite 2.1 §2.3.2.5. */
function checkMoney(value: Members, findings: Findings): void {
  const needs: readonly (readonly [string, string])[] = [
    ['min_amount', 'max_amount'],
    ['max_amount', 'min_amount'],
    ['min_amount', 'currency'],
    ['currency_actual', 'currency'],
    ['currency_actual', 'conversion_rate'],
    ['conversion_rate', 'currency_actual'],
    ['conversion_rate', 'conversion_time'],
  ]
  for (const [name, needed] of needs) {
    if (value[name] !== undefined && value[needed] === undefined) {
      findings.must('required', 'Incident 2.3.2.5', `“${needed}” is required where “${name}” is there`)
    }
  }
  const { min_amount: least, max_amount: most } = value
  if (typeof least === 'number' && typeof most === 'number' && most < least) {
    findings.must('out-of-range', 'Incident 2.3.2.5', 'max_amount is less than min_amount')
  }
}

const money = structure({
  section: 'Incident 2.3.2.5',
  required: ['variety'],
  members: {
    variety: suiteWord('monetaryImpact', 'Incident 4.8'),
    conversion_rate: float(0),
    conversion_time: timestamp,
    currency: text,
    currency_actual: text,
    // A demand that may be bargained down to nothing is said with 0, see §4.8.
    max_amount: float(0),
    min_amount: float(0),
  },
  whole: checkMoney,
})

/** What an impact says more of by its category. Source: Incident Extension Suite 2.1 §2.3.2; `economic-ext` is money in later drafts. */
export const impactExtensions: MemberRules = {
  'availability-ext': structure({
    section: 'Incident 2.3.2.1',
    required: ['availability_impact'],
    members: { availability_impact: integer(0, 100) },
  }),
  'confidentiality-ext': structure({
    section: 'Incident 2.3.2.2',
    required: ['loss_type'],
    members: {
      loss_type: oneOf(loss, 'Incident 5.4'),
      information_type: suiteWord('informationType', 'Incident 4.7'),
      ...records,
    },
    whole: informationUnlessNone('loss_type', 'information_type', 'Incident 2.3.2.2'),
  }),
  'external-ext': structure({
    section: 'Incident 2.3.2.3',
    required: ['impact_type'],
    members: { impact_type: suiteWord('externalImpact', 'Incident 4.5') },
  }),
  'integrity-ext': structure({
    section: 'Incident 2.3.2.4',
    required: ['alteration'],
    members: {
      alteration: oneOf(alteration, 'Incident 5.6'),
      information_type: suiteWord('informationType', 'Incident 4.7'),
      ...records,
    },
    whole: informationUnlessNone('alteration', 'information_type', 'Incident 2.3.2.4'),
  }),
  'monetary-ext': money,
  'economic-ext': money,
  'physical-ext': structure({
    section: 'Incident 2.3.2.6',
    required: ['impact_type'],
    members: { impact_type: oneOf(damage, 'Incident 5.7'), asset_type: suiteWord('assetType', 'Incident 4.1') },
    whole: informationUnlessNone('impact_type', 'asset_type', 'Incident 2.3.2.6'),
  }),
  'traceability-ext': structure({
    section: 'Incident 2.3.2.7',
    required: ['traceability_impact'],
    members: { traceability_impact: oneOf(traceability, 'Incident 5.11') },
  }),
}
