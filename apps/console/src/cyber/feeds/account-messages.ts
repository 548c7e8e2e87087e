import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'none'
  | 'add'
  | 'name'
  | 'nameHint'
  | 'nation'
  | 'nationHint'
  | 'own'
  | 'clearance'
  | 'unclassified'
  | 'mayRead'
  | 'reads'
  | 'readsNot'
  | 'contributes'
  | 'contributesNo'
  | 'contributesWrite'
  | 'contributesReadAndWrite'
  | 'signsInBy'
  | 'byPassword'
  | 'until'
  | 'since'
  | 'acts'
  | 'password'
  | 'passwordHint'
  | 'certificate'
  | 'certificateHint'
  | 'addCertificate'
  | 'addCertificateTitle'
  | 'addedCertificate'
  | 'removeCertificateTitle'
  | 'removeCertificateWhat'
  | 'removedCertificate'
  | 'remove'
  | 'removeTitle'
  | 'removeWhat'
  | 'added'
  | 'removed'

/** Words of the accounts by which other programs ask the node’s TAXII server. */
export const accountMessages: Catalogue<Id> = {
  en: {
    title: 'Who may read by TAXII here',
    none: 'No account: nobody reads intelligence from this node by TAXII.',
    add: 'Add an account',
    name: 'Name',
    nameHint: 'By which it signs in: small letters, digits, . _ -',
    nation: 'Nation',
    nationHint: 'Three letters; empty for this node’s own',
    own: 'own',
    clearance: 'Up to',
    unclassified: 'Unclassified',
    mayRead: 'May read what is shared with its nation',
    reads: 'Reads',
    readsNot: 'no',
    contributes: 'Contributes',
    contributesNo: 'no',
    contributesWrite: 'adds',
    contributesReadAndWrite: 'adds, reads and removes its own',
    signsInBy: 'Signs in by',
    byPassword: 'password',
    until: 'until',
    since: 'Since',
    acts: 'Acts',
    password: 'Password',
    passwordHint: 'At least 12 characters; kept as a hash. Empty where it signs in by certificate alone',
    certificate: 'Its certificate',
    certificateHint: 'PEM. Known by its fingerprint, whoever signed it; only at the port of --taxii-port',
    addCertificate: 'Add a certificate',
    addCertificateTitle: 'Another certificate for {name}',
    addedCertificate: '{name} can sign in by that certificate too',
    removeCertificateTitle: 'A certificate of {name} counts no longer',
    removeCertificateWhat: 'From its next request on it is turned away, unless it has another one or a password.',
    removedCertificate: '{name} can sign in by that certificate no longer',
    remove: 'Remove',
    removeTitle: 'Remove the account {name}',
    removeWhat: 'From its next request on it is turned away. What it added stays.',
    added: '{name} can sign in',
    removed: '{name} can sign in no longer',
  },
  ja: {
    title: 'このノードをTAXIIで読める相手',
    none: 'アカウントはない。このノードの情報をTAXIIで読む者はいない。',
    add: 'アカウントを追加',
    name: '名称',
    nameHint: 'サインインに使う名。英小文字・数字・. _ -',
    nation: '国',
    nationHint: '英字3文字。空欄は自国',
    own: '自国',
    clearance: '上限',
    unclassified: '区分なし',
    mayRead: 'その国に提供できるものを読んでよい',
    reads: '閲覧',
    readsNot: '不可',
    contributes: '提供',
    contributesNo: '不可',
    contributesWrite: '追加',
    contributesReadAndWrite: '追加、自分の分の閲覧と取消し',
    signsInBy: 'サインイン方法',
    byPassword: 'パスワード',
    until: '期限',
    since: '登録',
    acts: '操作',
    password: 'パスワード',
    passwordHint: '12文字以上。ハッシュで保管する。証明書だけでサインインするなら空欄',
    certificate: '相手の証明書',
    certificateHint: 'PEM形式。発行者を問わず指紋で見分ける。--taxii-port のポートでのみ有効',
    addCertificate: '証明書を追加',
    addCertificateTitle: '{name}の証明書を追加',
    addedCertificate: '{name}はその証明書でもサインインできる',
    removeCertificateTitle: '{name}の証明書を取り消す',
    removeCertificateWhat: '次の要求から拒みます。ほかの証明書かパスワードがあれば続けてサインインできます。',
    removedCertificate: '{name}はその証明書ではサインインできない',
    remove: '削除',
    removeTitle: 'アカウント{name}を削除',
    removeWhat: '次の要求から拒みます。追加されたものは残ります。',
    added: '{name}はサインインできる',
    removed: '{name}はサインインできない',
  },
}
