import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'node'
  | 'nodeName'
  | 'marking'
  | 'markingEn'
  | 'markingJa'
  | 'portionEn'
  | 'portionJa'
  | 'portionHint'
  | 'background'
  | 'colour'
  | 'places'
  | 'placeEn'
  | 'placeJa'
  | 'timeZone'
  | 'lat'
  | 'lon'
  | 'alt'
  | 'addPlace'
  | 'removePlace'
  | 'screening'
  | 'automatic'
  | 'days'
  | 'within'
  | 'every'
  | 'maxAge'
  | 'retention'
  | 'keepElements'
  | 'keepScreenings'
  | 'keepLog'
  | 'escalation'
  | 'critical'
  | 'serious'
  | 'watchEnds'
  | 'watchEndsHint'
  | 'save'
  | 'saved'
  | 'readOnly'
  | 'placesHint'

/** Words of the settings of the node. */
export const settingsMessages: Catalogue<Id> = {
  en: {
    title: 'Settings of the node',
    node: 'Node',
    nodeName: 'Name of the node',
    marking: 'Marking',
    markingEn: 'Banner in English',
    markingJa: 'Banner in Japanese',
    portionEn: 'Short mark in English',
    portionJa: 'Short mark in Japanese',
    portionHint: 'At each row and card; 1 to 20 characters.',
    background: 'Colour of the banner',
    colour: 'Colour of its text',
    places: 'Places',
    placeEn: 'Name in English',
    placeJa: 'Name in Japanese',
    timeZone: 'Time zone',
    lat: 'Latitude, °',
    lon: 'Longitude, °',
    alt: 'Height, m',
    addPlace: 'Add place',
    removePlace: 'Remove place {name}',
    screening: 'Screening',
    automatic: 'Screen by itself after new elements',
    days: 'Days ahead',
    within: 'Distance, km',
    every: 'Not more often than, minutes',
    maxAge: 'Oldest elements, days',
    retention: 'Kept for',
    keepElements: 'Element sets, days',
    keepScreenings: 'Screenings, number',
    keepLog: 'Log, days',
    escalation: 'Escalated when nobody has acknowledged after',
    critical: 'Critical, minutes',
    serious: 'Serious, minutes',
    watchEnds: 'Watches end at (UTC)',
    watchEndsHint: 'Such as 00:00, 08:00, 16:00',
    save: 'Save settings',
    saved: 'Settings saved',
    readOnly: 'Only an administrator can change them.',
    placesHint: 'The first two are in the clock of every page.',
  },
  ja: {
    title: 'ノードの設定',
    node: 'ノード',
    nodeName: 'ノードの名前',
    marking: '表示',
    markingEn: '英語の表示',
    markingJa: '日本語の表示',
    portionEn: '英語の略表示',
    portionJa: '日本語の略表示',
    portionHint: '各行と各カードに付ける。1〜20文字。',
    background: '表示の地色',
    colour: '表示の文字色',
    places: '地点',
    placeEn: '英語名',
    placeJa: '日本語名',
    timeZone: '時間帯',
    lat: '緯度 (°)',
    lon: '経度 (°)',
    alt: '高さ (m)',
    addPlace: '地点を追加',
    removePlace: '地点「{name}」を削除',
    screening: 'スクリーニング',
    automatic: '新しい軌道要素を受けて自動で行う',
    days: '期間（日）',
    within: '距離 (km)',
    every: '最短間隔（分）',
    maxAge: '軌道要素の最大経過日数',
    retention: '保存期間',
    keepElements: '軌道要素（日）',
    keepScreenings: 'スクリーニング（件）',
    keepLog: '記録（日）',
    escalation: '確認されない警報を上申するまで',
    critical: '緊急（分）',
    serious: '重大（分）',
    watchEnds: '当直の終了時刻 (UTC)',
    watchEndsHint: '例 00:00, 08:00, 16:00',
    save: '設定を保存',
    saved: '設定を保存した',
    readOnly: '変更できるのは管理者だけ。',
    placesHint: '最初の二つは全ページの時計に出る。',
  },
}
