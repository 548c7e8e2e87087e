import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'none'
  | 'add'
  | 'state'
  | 'used'
  | 'notUsed'
  | 'name'
  | 'type'
  | 'cidr'
  | 'hostname'
  | 'string'
  | 'substring'
  | 'regex'
  | 'entries'
  | 'source'
  | 'builtIn'
  | 'indicators'
  | 'unknown'
  | 'hits'
  | 'lastHit'
  | 'acts'
  | 'file'
  | 'fileHint'
  | 'added'
  | 'remove'
  | 'removeTitle'
  | 'removeWhat'
  | 'removed'

/** Words of the table of warning lists. */
export const warningListMessages: Catalogue<Id> = {
  en: {
    title: 'Warning lists: values that are harmless',
    none: 'There is no list: every value of an indicator is looked for.',
    add: 'Add a list',
    state: 'State',
    used: 'used',
    notUsed: 'not used',
    name: 'Name',
    type: 'Of',
    cidr: 'networks',
    hostname: 'host names',
    string: 'values',
    substring: 'parts of values',
    regex: 'expressions',
    entries: 'Entries',
    source: 'Written',
    builtIn: 'built in',
    indicators: 'Indicators held back',
    unknown: 'unknown: no log is followed',
    hits: 'Hits held back',
    lastHit: 'Last',
    acts: 'Acts',
    file: 'File',
    fileHint:
      'In the form of MISP: name, type (cidr, hostname, string, substring), list. One of the same name is replaced.',
    added: '{name} was taken in',
    remove: 'Remove',
    removeTitle: 'Remove the list {name}',
    removeWhat: 'Its values are looked for and told again. What it held back until now is not told.',
    removed: '{name} was removed',
  },
  ja: {
    title: '除外リスト（無害な値）',
    none: 'リストはない。痕跡の値をすべて照合する。',
    add: 'リストを追加',
    state: '状態',
    used: '使用中',
    notUsed: '不使用',
    name: '名称',
    type: '種別',
    cidr: 'ネットワーク',
    hostname: 'ホスト名',
    string: '値',
    substring: '値の一部',
    regex: '正規表現',
    entries: '件数',
    source: '更新',
    builtIn: '内蔵',
    indicators: '除外した痕跡',
    unknown: '不明（監視するログなし）',
    hits: '除外した一致',
    lastHit: '最後',
    acts: '操作',
    file: 'ファイル',
    fileHint: 'MISPの形式（name、typeはcidr・hostname・string・substring、list）。同じ名称のものは置き換える。',
    added: '{name}を取り込んだ',
    remove: '削除',
    removeTitle: 'リスト「{name}」の削除',
    removeWhat: 'その値を再び照合し、知らせます。これまでに除外したものは知らせません。',
    removed: '{name}を削除した',
  },
}
