export const EXPIRED = '文件已经过期，请再点一次；还不行就重新做一份'

/** What to say of a file that did not come. @param status what the storage answered; none: it was not reached. */
export function notFetched(status?: number): string {
  if (status === undefined) return '网络没有连上，请再试一次'
  // The storage says 403 of an address that has ended, and of a file that is there no more.
  return status === 403 || status === 404 ? EXPIRED : '文件没有取到，请过一会儿再试'
}
