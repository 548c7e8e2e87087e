import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'none'
  | 'name'
  | 'kind'
  | 'email'
  | 'webhook'
  | 'syslog'
  | 'least'
  | 'ceiling'
  | 'asNode'
  | 'orcon'
  | 'address'
  | 'addressHint'
  | 'server'
  | 'serverHint'
  | 'secret'
  | 'secretHint'
  | 'enabled'
  | 'escalationsOnly'
  | 'private'
  | 'lastSent'
  | 'never'
  | 'waiting'
  | 'lastError'
  | 'acts'
  | 'test'
  | 'tested'
  | 'remove'
  | 'removed'
  | 'add'
  | 'save'
  | 'added'
  | 'off'

/** Words of the notifications. */
export const channelMessages: Catalogue<Id> = {
  en: {
    title: 'Notifications',
    none: 'Alerts are shown on the screen only.',
    name: 'Name',
    kind: 'Kind',
    email: 'E-mail',
    webhook: 'Webhook',
    syslog: 'Syslog',
    least: 'From priority',
    ceiling: 'Carries words marked up to',
    asNode: 'As this node, no higher',
    orcon: 'Also what its originator controls (ORCON)',
    address: 'Address',
    addressHint: 'E-mail address, URL, or udp://host:514',
    server: 'Mail server',
    serverHint: 'smtp://user@host:port, for e-mail only',
    secret: 'Password or key',
    secretHint: 'Kept by the node and never shown',
    enabled: 'Switched on',
    escalationsOnly: 'Only what nobody acknowledged in time',
    private: 'May be on a private address',
    lastSent: 'Last sent',
    never: 'never',
    waiting: 'Waiting',
    lastError: 'Last error',
    acts: 'Acts',
    test: 'Send test',
    tested: 'Test message handed to {name}',
    remove: 'Remove',
    removed: 'Channel {name} removed',
    add: 'Add channel',
    save: 'Save channel',
    added: 'Channel {name} added',
    off: 'off',
  },
  ja: {
    title: '通知',
    none: '警報は画面にだけ表示する。',
    name: '名称',
    kind: '種類',
    email: 'メール',
    webhook: 'ウェブフック',
    syslog: 'syslog',
    least: '優先度の下限',
    ceiling: '載せてよい表示の上限',
    asNode: 'このノードの表示まで',
    orcon: '作成元の同意要（ORCON）の内容も載せる',
    address: '宛先',
    addressHint: 'メールアドレス、URL、または udp://host:514',
    server: 'メールサーバー',
    serverHint: 'smtp://user@host:port（メールのみ）',
    secret: 'パスワード・鍵',
    secretHint: 'ノードが保管し、表示しない',
    enabled: '有効',
    escalationsOnly: '時間内に確認されなかったものだけ',
    private: '私設の番地を許可',
    lastSent: '最終送信',
    never: 'なし',
    waiting: '未送信',
    lastError: '最後の誤り',
    acts: '操作',
    test: '試験送信',
    tested: '試験の通知を「{name}」に渡した',
    remove: '削除',
    removed: '通知先「{name}」を削除した',
    add: '通知先を追加',
    save: '通知先を保存',
    added: '通知先「{name}」を追加した',
    off: '停止',
  },
}
