import type { Catalogue } from '../i18n/text.ts'

type Id =
  | 'search'
  | 'commands'
  | 'searchHint'
  | 'commandHint'
  | 'none'
  | 'noCommand'
  | 'type'
  | 'object'
  | 'alert'
  | 'approach'
  | 'stix'
  | 'case'
  | 'job'
  | 'source'
  | 'rule'
  | 'place'
  | 'hits'
  | 'keysTitle'
  | 'command'
  | 'key'
  | 'change'
  | 'press'
  | 'reset'
  | 'takeAway'
  | 'singleKeys'
  | 'noKey'
  | 'taken'
  | 'saveView'
  | 'viewName'
  | 'forWatch'
  | 'viewSaved'
  | 'tableKeys'
  | 'tableKeysText'
  | 'acts'

/** Words of search, palette and the list of keys. */
export const paletteMessages: Catalogue<Id> = {
  en: {
    search: 'Search',
    commands: 'All commands',
    searchHint: 'Name, number, place; o: objects, i: indicators, k: cases, a: alerts, > commands',
    commandHint: 'What do you want to do?',
    none: 'Nothing is found.',
    noCommand: 'No command has that name.',
    type: 'Type to search.',
    object: 'Object',
    alert: 'Alert',
    approach: 'Approach',
    stix: 'Cyber',
    case: 'Case',
    job: 'Job',
    source: 'Source',
    rule: 'Rule',
    place: 'Place',
    hits: '{count, plural, =0 {nothing found} one {# found} other {# found}}',
    keysTitle: 'Keys',
    command: 'Command',
    key: 'Key',
    change: 'Change the key of: {name}',
    press: 'Press the new key, Escape to leave it',
    reset: 'All keys as delivered',
    takeAway: 'Take the key away from: {name}',
    singleKeys: 'Keys without Ctrl act (outside of fields)',
    noKey: 'none',
    taken: 'That key already belongs to: {name}',
    saveView: 'Save this view',
    viewName: 'Name of the view',
    forWatch: 'For the whole watch, not for me alone',
    viewSaved: 'View “{name}” saved; it is on the Watch page',
    acts: 'Change',
    tableKeys: 'In tables',
    tableKeysText:
      'Arrows, Page Up and Down, Home, End move; Enter opens; Space marks, with Shift a range; Shift and letters find a row by its beginning; Shift and click sorts by a further column.',
  },
  ja: {
    search: '検索',
    commands: 'すべての操作',
    searchHint: '名称・番号・地点。o: 物体、i: 痕跡、k: 事案、a: 警報、> 操作',
    commandHint: '何をするか',
    none: '該当なし。',
    noCommand: 'その名前の操作はない。',
    type: '入力すると検索する。',
    object: '物体',
    alert: '警報',
    approach: '接近',
    stix: 'サイバー',
    case: '事案',
    job: 'ジョブ',
    source: '情報源',
    rule: '規則',
    place: '地点',
    hits: '{count, plural, =0 {該当なし} other {#件}}',
    keysTitle: 'キー一覧',
    command: '操作',
    key: 'キー',
    change: '次のキーを変更：{name}',
    press: '新しいキーを押してください。Esc で中止します',
    reset: 'すべて初期のキーに戻す',
    takeAway: '次のキーを外す：{name}',
    singleKeys: 'Ctrl なしのキーを使う（入力欄の外）',
    noKey: 'なし',
    taken: 'そのキーは既に使われています：{name}',
    saveView: 'この表示を保存',
    viewName: '表示の名前',
    forWatch: '自分だけでなく当直全体で使う',
    viewSaved: '表示「{name}」を保存した。当直ページにある',
    acts: '変更',
    tableKeys: '表の中',
    tableKeysText:
      '矢印、Page Up・Down、Home、End で移動、Enter で開く、Space で印（Shift で範囲）、Shift＋文字で先頭一致の行、Shift＋クリックで列を加えて並べ替え。',
  },
}
