import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'find'
  | 'findHint'
  | 'allTypes'
  | 'moreTypes'
  | 'source'
  | 'label'
  | 'technique'
  | 'by'
  | 'since'
  | 'revoked'
  | 'any'
  | 'inForce'
  | 'withdrawnOnly'
  | 'type'
  | 'name'
  | 'attack'
  | 'labels'
  | 'confidence'
  | 'created'
  | 'modified'
  | 'added'
  | 'creator'
  | 'from'
  | 'mark'
  | 'valid'
  | 'shown'
  | 'more'
  | 'export'
  | 'exportNote'
  | 'notYet'
  | 'ended'

/** Words of the search through objects. */
export const searchMessages: Catalogue<Id> = {
  en: {
    title: 'Objects',
    find: 'Find',
    findHint: 'Name, value, pattern, id',
    allTypes: 'Objects',
    moreTypes: 'Further types',
    source: 'Source',
    label: 'Label',
    technique: 'Technique',
    by: 'Creator',
    since: 'Added since (UTC day)',
    revoked: 'In force',
    any: 'All',
    inForce: 'In force only',
    withdrawnOnly: 'Withdrawn only',
    type: 'Type',
    name: 'Name or value',
    attack: 'ATT&CK',
    labels: 'Labels',
    confidence: 'Confidence',
    created: 'Created (UTC)',
    modified: 'Changed (UTC)',
    added: 'Added (UTC)',
    creator: 'Creator',
    from: 'Source',
    mark: 'Mark',
    valid: 'Valid until (UTC)',
    shown: '{shown} of {total} listed',
    more: 'List more',
    export: 'Export bundle',
    exportNote: 'What fits, as STIX 2.1; whoever gets it must be allowed every marking in it.',
    notYet: 'not valid yet',
    ended: 'no longer valid',
  },
  ja: {
    title: 'オブジェクト',
    find: '検索',
    findHint: '名称・値・パターン・ID',
    allTypes: 'オブジェクト',
    moreTypes: 'その他の種類',
    source: '出所',
    label: 'ラベル',
    technique: '技術',
    by: '作成者',
    since: '追加日（UTC）以降',
    revoked: '効力',
    any: 'すべて',
    inForce: '有効のみ',
    withdrawnOnly: '取消し済みのみ',
    type: '種類',
    name: '名称または値',
    attack: 'ATT&CK',
    labels: 'ラベル',
    confidence: '確信度',
    created: '作成 (UTC)',
    modified: '変更 (UTC)',
    added: '追加 (UTC)',
    creator: '作成者',
    from: '出所',
    mark: '表示',
    valid: '有効期限 (UTC)',
    shown: '{total}件中{shown}件を表示',
    more: '続きを表示',
    export: 'バンドルを保存',
    exportNote: '条件に合うものをSTIX 2.1で保存する。受け手は中のすべての表示を許されている必要がある。',
    notYet: '有効開始前',
    ended: '期限切れ',
  },
}
