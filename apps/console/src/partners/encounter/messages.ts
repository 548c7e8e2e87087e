import type { Catalogue } from '../../i18n/text.ts'

const en = {
  title: 'What partners say of the same encounter',
  mark: 'Marking',
  from: 'From',
  ours: 'this node',
  tca: 'TCA (UTC)',
  apart: 'From ours, s',
  miss: 'Miss, km',
  speed: 'Speed, km/s',
  pc: 'Max Pc',
  what: 'As',
  'space.alert': 'alert',
  'space.closeApproach': 'close approach',
  tearLine: 'part of a record (tear-line)',
  raw: 'Raw record',
  notSaid: 'not said',
}

/** Words of what partners say of an encounter. */
export const partnerApproachMessages: Catalogue<keyof typeof en> = {
  en,
  ja: {
    title: '同じ遭遇についての相手国の記録',
    mark: '表示',
    from: '出所',
    ours: 'このノード',
    tca: '最接近時刻 (UTC)',
    apart: '当方との差 s',
    miss: '最接近距離 km',
    speed: '相対速度 km/s',
    pc: '最大Pc',
    what: '種別',
    'space.alert': '警報',
    'space.closeApproach': '接近',
    tearLine: '記録の一部（部分開示）',
    raw: '原記録',
    notSaid: '記載なし',
  },
}
