/** Of what is used at the merchant's own till only the merchant's file tells, up to a day. */
export const reportedWords = (until: string | undefined): string =>
  until ? `据商户文件，截至 ${until}` : '等商户文件'
