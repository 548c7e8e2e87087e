import type { Settings } from '../../api/contract/node.ts'

/** Settings of a node that nobody has changed yet. */
export function defaultSettings(): Settings {
  return {
    nodeName: 'Yagura',
    marking: {
      en: 'OWN NODE ONLY · NOT RELEASABLE',
      ja: '自ノード限り・提供不可',
      portion: { en: 'OWN', ja: '自' },
      background: '#33475b',
      colour: '#ffffff',
    },
    places: [
      {
        name: { en: 'Tokyo', ja: '東京' },
        timeZone: 'Asia/Tokyo',
        latDeg: 35.6895,
        lonDeg: 139.6917,
        altM: 40,
      },
      {
        name: { en: 'Washington', ja: 'ワシントン' },
        timeZone: 'America/New_York',
        latDeg: 38.8951,
        lonDeg: -77.0364,
        altM: 10,
      },
    ],
    screening: { automatic: true, days: 3, withinKm: 5, everyMin: 480, maxAgeDays: 30 },
    retention: { elementSetDays: 180, screenings: 30, logDays: 3650 },
    escalateAfterMin: { critical: 5, serious: 30 },
    watchEndsUtc: ['00:00', '08:00', '16:00'],
  }
}
