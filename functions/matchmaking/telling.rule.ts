/**
 * Whether a self-introduction tells who its author is or how to reach them. People write numbers in Chinese, put dots
 * between the digits and call WeChat by other names, so the text is folded before it is looked at.
 */
export interface Author {
  readonly name: string
  readonly phone: string
  readonly orgName: string
}

const CHINESE_DIGITS: Readonly<Record<string, string>> = {
  〇: '0',
  零: '0',
  一: '1',
  幺: '1',
  壹: '1',
  二: '2',
  贰: '2',
  三: '3',
  叁: '3',
  四: '4',
  肆: '4',
  五: '5',
  伍: '5',
  六: '6',
  陆: '6',
  七: '7',
  柒: '7',
  八: '8',
  捌: '8',
  九: '9',
  玖: '9',
}

/** Compatibility forms, case, spaces, punctuation and emoji gone. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** More digits in a row than a year, a height and a weight make. */
const NUMBER = /\d{7,}/
const CONTACT =
  /微信|薇信|威信|wechat|weixin|vx|qq|扣扣|手机号|电话|联系方式|抖音号|小红书号|公众号|https?|www/

/** 海风电子工会委员会 → 海风电子. */
const companyOf = (orgName: string): string =>
  folded(orgName).replace(/(?:工会(?:联合会|委员会)?|总工会|有限责任公司|有限公司|集团)+$/u, '')

export function tellsWho(text: string, { name, phone, orgName }: Author): boolean {
  const plain = folded(text)
  const digits = [...plain].map((letter) => CHINESE_DIGITS[letter] ?? letter).join('')
  const company = companyOf(orgName)
  return (
    NUMBER.test(digits) ||
    CONTACT.test(plain) ||
    plain.includes(folded(name)) ||
    digits.includes(phone) ||
    (company.length >= 2 && plain.includes(company))
  )
}
