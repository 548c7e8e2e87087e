import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'importTitle'
  | 'drop'
  | 'choose'
  | 'tlp'
  | 'tlpNone'
  | 'sending'
  | 'started'
  | 'imported'
  | 'showImported'
  | 'importFailed'
  | 'importCancelled'
  | 'job'
  | 'inputs'
  | 'noInputs'
  | 'add'
  | 'addTitle'
  | 'state'
  | 'name'
  | 'kind'
  | 'format'
  | 'location'
  | 'lastEvent'
  | 'events'
  | 'badLines'
  | 'hits'
  | 'problem'
  | 'acts'
  | 'following'
  | 'waiting'
  | 'failing'
  | 'overdue'
  | 'expected'
  | 'expectedHint'
  | 'file'
  | 'folder'
  | 'syslog-udp'
  | 'syslog-tcp'
  | 'syslog-tls'
  | 'eve'
  | 'zeek'
  | 'json'
  | 'syslog'
  | 'locationHint'
  | 'fromStart'
  | 'allowRemote'
  | 'remove'
  | 'removeTitle'
  | 'removeWhat'
  | 'removed'
  | 'added'
  | 'save'
  | 'sought'
  | 'indicators'
  | 'sigmaRules'
  | 'leftOut'
  | 'loaded'
  | 'notLoaded'
  | 'why'
  | 'suppressions'
  | 'noSuppressions'
  | 'what'
  | 'reason'
  | 'by'
  | 'until'
  | 'active'
  | 'ended'
  | 'end'
  | 'endedNow'
  | 'rule'
  | 'indicator'
  | 'asset'

/** Words of the page of feeds, logs and suppressions. */
export const feedsMessages: Catalogue<Id> = {
  en: {
    title: 'Where intelligence and events come from',
    importTitle: 'Import intelligence',
    drop: 'Drop a file of STIX 2.0 or 2.1, MISP or CSAF here, also packed by gzip',
    choose: 'Choose a file',
    tlp: 'Of what says nothing of who may see it',
    tlpNone: 'stays with this node',
    sending: 'Sending {name}',
    started: '{name} is being imported',
    imported: '{name} was imported:',
    showImported: 'Show its objects',
    importFailed: '{name} could not be imported:',
    importCancelled: 'The import of {name} was cancelled.',
    job: 'Jobs',
    inputs: 'Logs that are followed',
    noInputs: 'No log is followed: nothing can be detected. Add a file, a folder or a syslog listener.',
    add: 'Follow a log',
    addTitle: 'Follow a log',
    state: 'State',
    name: 'Name',
    kind: 'Kind',
    format: 'Format',
    location: 'Where',
    lastEvent: 'Last event',
    events: 'Events',
    badLines: 'Bad lines',
    hits: 'Hits',
    problem: 'Last error',
    acts: 'Acts',
    following: 'following',
    waiting: 'waiting',
    failing: 'failing',
    overdue: 'silent',
    expected: 'Something is to come every (min)',
    expectedHint: 'An alert after three times as long; empty: it may be silent',
    file: 'File',
    folder: 'Folder',
    'syslog-udp': 'Syslog by UDP',
    'syslog-tcp': 'Syslog by TCP',
    'syslog-tls': 'Syslog by TLS',
    eve: 'Suricata EVE',
    zeek: 'Zeek',
    json: 'JSON lines (ECS)',
    syslog: 'Syslog',
    locationHint: 'Path of a file or folder, or address:port of a listener',
    fromStart: 'Read what is in the files already',
    allowRemote: 'Listen on an address other than loopback',
    remove: 'Remove',
    removeTitle: 'Follow {name} no longer',
    removeWhat: 'What was found in it stays.',
    removed: '{name} is no longer followed',
    added: '{name} is followed',
    save: 'Follow',
    sought: 'What is looked for',
    indicators: 'Indicators',
    sigmaRules: 'Sigma rules',
    leftOut: 'Not used',
    loaded: 'Loaded',
    notLoaded: 'not loaded yet',
    why: 'Why some are not used',
    suppressions: 'Suppressions',
    noSuppressions: 'Nothing is or was kept quiet.',
    what: 'What',
    reason: 'Reason',
    by: 'By',
    until: 'Until (UTC)',
    active: 'active',
    ended: 'ended',
    end: 'End now',
    endedNow: 'The suppression has ended',
    rule: 'rule {name}',
    indicator: 'indicator {name}',
    asset: 'asset {name}',
  },
  ja: {
    title: '情報とログの入口',
    importTitle: '脅威情報の取込み',
    drop: 'STIX 2.0・2.1、MISP、CSAFのファイル（gzip可）をここに落とす',
    choose: 'ファイルを選ぶ',
    tlp: '開示先の記載がないものの扱い',
    tlpNone: '自ノード限り',
    sending: '{name}を送信している',
    started: '{name}を取り込んでいる',
    imported: '{name}の取込みが終わった。',
    showImported: 'オブジェクトを表示',
    importFailed: '{name}を取り込めなかった：',
    importCancelled: '{name}の取込みは中止された。',
    job: 'ジョブ',
    inputs: '監視中のログ',
    noInputs: '監視するログがないため、検知できない。ファイル、フォルダー、syslog受信のいずれかを追加する。',
    add: 'ログを監視する',
    addTitle: 'ログの監視を追加',
    state: '状態',
    name: '名称',
    kind: '種類',
    format: '形式',
    location: '所在',
    lastEvent: '最後のイベント',
    events: 'イベント',
    badLines: '不正な行',
    hits: '検知',
    problem: '最後の誤り',
    acts: '操作',
    following: '監視中',
    waiting: '待機',
    failing: '失敗',
    overdue: '途絶',
    expected: '受信の間隔（分）',
    expectedHint: '3倍の時間届かなければ警報。空欄なら途絶を問わない',
    file: 'ファイル',
    folder: 'フォルダー',
    'syslog-udp': 'syslog (UDP)',
    'syslog-tcp': 'syslog (TCP)',
    'syslog-tls': 'syslog (TLS)',
    eve: 'Suricata EVE',
    zeek: 'Zeek',
    json: 'JSON行 (ECS)',
    syslog: 'syslog',
    locationHint: 'ファイルまたはフォルダーのパス、受信の場合は アドレス:ポート',
    fromStart: '既にある内容から読む',
    allowRemote: 'ループバック以外の番地で受信する',
    remove: '削除',
    removeTitle: '{name}の監視をやめる',
    removeWhat: '検知済みのものは残ります。',
    removed: '{name}の監視をやめた',
    added: '{name}の監視を始めた',
    save: '監視する',
    sought: '照合するもの',
    indicators: '攻撃の痕跡（IoC）',
    sigmaRules: 'Sigma規則',
    leftOut: '不使用',
    loaded: '読込み',
    notLoaded: '未読込み',
    why: '使用しない理由',
    suppressions: '抑止',
    noSuppressions: '抑止したものはない。',
    what: '対象',
    reason: '理由',
    by: '実施者',
    until: '期限 (UTC)',
    active: '有効',
    ended: '終了',
    end: '今すぐ終了',
    endedNow: '抑止を終了した',
    rule: '規則 {name}',
    indicator: '痕跡 {name}',
    asset: '資産 {name}',
  },
}
