import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'matrix'
  | 'countOf'
  | 'indicators'
  | 'detections'
  | 'groups'
  | 'campaigns'
  | 'software'
  | 'indicatorsHead'
  | 'softwareHead'
  | 'usedOnly'
  | 'find'
  | 'legend'
  | 'none'
  | 'upTo'
  | 'asTable'
  | 'asMatrix'
  | 'tactic'
  | 'technique'
  | 'id'
  | 'variants'
  | 'keys'
  | 'noAttack'
  | 'noAttackWhat'
  | 'byOne'
  | 'noneFit'

/** Words of the matrix of ATT&CK. */
export const attackMessages: Catalogue<Id> = {
  en: {
    title: 'ATT&CK: how much is said to use each technique',
    matrix: 'Matrix',
    countOf: 'Count',
    indicators: 'Indicators',
    detections: 'Detections',
    groups: 'Groups',
    campaigns: 'Campaigns',
    software: 'Malware and tools',
    indicatorsHead: 'Indicators',
    softwareHead: 'Software',
    usedOnly: 'Used only',
    find: 'Find',
    legend: '{what} per technique, its sub-techniques included',
    none: 'none',
    upTo: '{low}–{high}',
    asTable: 'As a list',
    asMatrix: 'As a matrix',
    tactic: 'Tactic',
    technique: 'Technique',
    id: 'No.',
    variants: 'Sub-techniques',
    keys: 'Arrows move in the matrix, Enter opens the technique with its sub-techniques and all that is said to use or indicate it.',
    noAttack: 'ATT&CK has not been imported.',
    noAttackWhat:
      'Import a bundle of ATT&CK in STIX (enterprise-attack.json or ics-attack.json); no other data is needed.',
    byOne: 'Only what {name} uses',
    noneFit: 'No technique fits the filter.',
  },
  ja: {
    title: 'ATT&CK：技術ごとの使用数',
    matrix: 'マトリックス',
    countOf: '数えるもの',
    indicators: '攻撃の痕跡（IoC）',
    detections: '検知',
    groups: 'グループ',
    campaigns: 'キャンペーン',
    software: 'マルウェアとツール',
    indicatorsHead: '痕跡',
    softwareHead: 'ソフトウェア',
    usedOnly: '使用ありのみ',
    find: '検索',
    legend: '技術当たりの{what}の数（サブ技術を含む）',
    none: 'なし',
    upTo: '{low}–{high}',
    asTable: '一覧で表示',
    asMatrix: 'マトリックスで表示',
    tactic: '戦術',
    technique: '技術',
    id: '番号',
    variants: 'サブ技術',
    keys: '矢印キーで移動し、Enter でその技術を開く（サブ技術と、それを使う、または示すものを見る）。',
    noAttack: 'ATT&CKが取り込まれていない。',
    noAttackWhat:
      'STIX形式のATT&CK（enterprise-attack.json または ics-attack.json）を取り込む。ほかのデータは要らない。',
    byOne: '{name}が使うもののみ',
    noneFit: '条件に合う技術がない。',
  },
}
