import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'state'
  | 'name'
  | 'kind'
  | 'reads'
  | 'location'
  | 'age'
  | 'next'
  | 'records'
  | 'problems'
  | 'lastError'
  | 'acts'
  | 'fetch'
  | 'edit'
  | 'remove'
  | 'removeConfirm'
  | 'add'
  | 'addTitle'
  | 'editTitle'
  | 'save'
  | 'interval'
  | 'enabled'
  | 'private'
  | 'privateHint'
  | 'account'
  | 'password'
  | 'passwordHint'
  | 'file'
  | 'folder'
  | 'url'
  | 'celestrak'
  | 'space-track'
  | 'upload'
  | 'simulated'
  | 'elements'
  | 'satcat'
  | 'cdm'
  | 'fromCommandLine'
  | 'uploadTitle'
  | 'drop'
  | 'choose'
  | 'reading'
  | 'read'
  | 'problemLine'
  | 'noProblems'
  | 'field'
  | 'reason'
  | 'line'
  | 'asked'
  | 'saved'
  | 'removed'
  | 'locationHint'
  | 'none'
  | 'problemsOf'
  | 'staleAfter'

/** Words of the Sources page. */
export const sourcesMessages: Catalogue<Id> = {
  en: {
    title: 'Sources',
    state: 'State',
    name: 'Name',
    kind: 'Kind',
    reads: 'Gives',
    location: 'Where',
    age: 'Age',
    next: 'Next',
    records: 'Records',
    problems: 'Unusable',
    lastError: 'Last error',
    acts: 'Acts',
    fetch: 'Fetch now',
    edit: 'Edit',
    remove: 'Remove',
    removeConfirm: 'Remove source {name}',
    add: 'Add source',
    addTitle: 'Add a source',
    editTitle: 'Edit {name}',
    save: 'Save',
    interval: 'Asked every, minutes',
    enabled: 'Switched on',
    private: 'May be on a private or loopback address',
    privateHint: 'Only for servers of your own network',
    account: 'Account name',
    password: 'Account password',
    passwordHint: 'Kept by the node and never shown; empty leaves it as it is',
    file: 'File',
    folder: 'Watched folder',
    url: 'URL',
    celestrak: 'CelesTrak',
    'space-track': 'Space-Track',
    upload: 'Upload',
    simulated: 'Generated',
    elements: 'element sets',
    satcat: 'SATCAT',
    cdm: 'CDM',
    fromCommandLine: 'from the command line',
    uploadTitle: 'Read a file from this computer',
    drop: 'Drop a file of element sets (TLE, OMM), a SATCAT or conjunction messages (CDM) here',
    choose: 'Choose a file',
    reading: 'The node is reading {name}',
    read: '{name}: {records} records, {added} new, {known} known, {problems} unusable',
    problemLine: 'line {line}',
    noProblems: 'All records of the last reading could be used.',
    field: 'Field',
    reason: 'Reason',
    line: 'File and line',
    asked: '{name} is asked',
    saved: 'Source saved',
    removed: 'Source {name} removed; what it gave is kept',
    locationHint: 'Path, URL, CelesTrak group (active) or Space-Track class (gp)',
    none: 'No source is set up. The node has nothing to watch until one is added or a file is read.',
    problemsOf: 'Unusable records of {name}',
    staleAfter: 'stale after {span}',
  },
  ja: {
    title: '情報源',
    state: '状態',
    name: '名称',
    kind: '種類',
    reads: '内容',
    location: '所在',
    age: '経過',
    next: '次回',
    records: '件数',
    problems: '使用不可',
    lastError: '最後の誤り',
    acts: '操作',
    fetch: '今すぐ取得',
    edit: '編集',
    remove: '削除',
    removeConfirm: '情報源「{name}」を削除',
    add: '情報源を追加',
    addTitle: '情報源の追加',
    editTitle: '{name} の編集',
    save: '保存',
    interval: '取得間隔（分）',
    enabled: '有効',
    private: '私設・ループバックの番地を許可',
    privateHint: '自分のネットワークのサーバーに限る',
    account: 'アカウント名',
    password: 'アカウントのパスワード',
    passwordHint: 'ノードが保管し、表示しない。空欄なら変更なし',
    file: 'ファイル',
    folder: '監視フォルダー',
    url: 'URL',
    celestrak: 'CelesTrak',
    'space-track': 'Space-Track',
    upload: 'アップロード',
    simulated: '生成',
    elements: '軌道要素',
    satcat: 'SATCAT',
    cdm: '接近データメッセージ',
    fromCommandLine: 'コマンドラインで指定',
    uploadTitle: 'この端末のファイルを読む',
    drop: '軌道要素（TLE、OMM）、SATCAT または CDM のファイルをここに落とす',
    choose: 'ファイルを選ぶ',
    reading: 'ノードが{name}を読んでいる',
    read: '{name}：{records}件、新規{added}件、既知{known}件、使用不可{problems}件',
    problemLine: '{line}行',
    noProblems: '前回の取得分はすべて使用できた。',
    field: '項目',
    reason: '理由',
    line: 'ファイルと行',
    asked: '{name}に取得を求めた',
    saved: '情報源を保存した',
    removed: '情報源「{name}」を削除した。取得済みのデータは残る',
    locationHint: 'パス、URL、CelesTrak のグループ（active）、Space-Track の分類（gp）',
    none: '情報源がない。追加するかファイルを読むまで、ノードには見張るものがない。',
    problemsOf: '{name} の使用不可の記録',
    staleAfter: '{span}で期限超過',
  },
}
