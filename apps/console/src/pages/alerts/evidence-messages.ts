import type { Catalogue } from '../../i18n/text.ts'

/** Members of evidence that have words; the number is shown with its unit. */
export type EvidenceMember =
  | 'closest'
  | 'others'
  | 'id'
  | 'tcaUtc'
  | 'missKm'
  | 'relativeSpeedKmPerS'
  | 'maxPc'
  | 'dilutionKm'
  | 'actByUtc'
  | 'offsetMs'
  | 'freeBytes'
  | 'totalBytes'
  | 'sinceMs'
  | 'lastSuccessMs'
  | 'lastErrorMs'
  | 'newestMs'
  | 'dueMs'
  | 'number'
  | 'count'
  | 'days'

/** Words for what an alert rests on. */
export const evidenceMessages: Catalogue<EvidenceMember> = {
  en: {
    closest: 'Closest',
    others: 'Other approach',
    id: 'Approach',
    tcaUtc: 'TCA (UTC)',
    missKm: 'Miss distance, km',
    relativeSpeedKmPerS: 'Relative speed, km/s',
    maxPc: 'Pc, upper bound (SOCRATES)',
    dilutionKm: '1σ at that bound, km',
    actByUtc: 'Act by (UTC)',
    offsetMs: 'Node clock ahead, ms',
    freeBytes: 'Free, bytes',
    totalBytes: 'Size, bytes',
    sinceMs: 'Since (UTC)',
    lastSuccessMs: 'Last answer (UTC)',
    lastErrorMs: 'Last error (UTC)',
    newestMs: 'Newest record (UTC)',
    dueMs: 'Due (UTC)',
    number: 'Records concerned',
    count: 'Records in all',
    days: 'Age limit, d',
  },
  ja: {
    closest: '最も近い接近',
    others: '他の接近',
    id: '接近',
    tcaUtc: '最接近時刻 (UTC)',
    missKm: '最接近距離 km',
    relativeSpeedKmPerS: '相対速度 km/s',
    maxPc: '衝突確率の上限値（SOCRATES）',
    dilutionKm: '上限に達する1σ km',
    actByUtc: '対処期限 (UTC)',
    offsetMs: 'ノードの時計の進み ms',
    freeBytes: '空き バイト',
    totalBytes: '容量 バイト',
    sinceMs: '開始 (UTC)',
    lastSuccessMs: '最後の応答 (UTC)',
    lastErrorMs: '最後の誤り (UTC)',
    newestMs: '最新の記録 (UTC)',
    dueMs: '期限 (UTC)',
    number: '該当する記録',
    count: '全記録',
    days: '経過の限度 日',
  },
}
