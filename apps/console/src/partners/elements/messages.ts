import type { Catalogue } from '../../i18n/text.ts'

const en = {
  title: 'Element sets from partners',
  age: 'Element age',
  difference: 'From the set in use, now',
  axes: 'radial {radial} · in-track {inTrack} · cross-track {crossTrack} km',
  inUse: 'in use: this node has no set of its own',
  noState: 'SGP4 gives no state of one of the two',
  raw: 'Raw record',
  elements: 'Elements',
}

/** Words of the element sets that partners sent of an object. */
export const partnerElementsMessages: Catalogue<keyof typeof en> = {
  en,
  ja: {
    title: '相手国の軌道要素',
    age: '軌道要素の経過',
    difference: '使用中の要素との差（現在）',
    axes: '動径 {radial} · 進行 {inTrack} · 軌道面法線 {crossTrack} km',
    inUse: '使用中：このノードには要素がない',
    noState: 'SGP4ではどちらかの状態が得られない',
    raw: '原記録',
    elements: '軌道要素',
  },
}
