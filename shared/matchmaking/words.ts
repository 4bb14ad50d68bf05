/** The words a profile is made of, and how people read them. Their order is fixed: what is stored counts in it. */

export const genders = ['female', 'male'] as const
export type Gender = (typeof genders)[number]
export const genderWords: Readonly<Record<Gender, string>> = { female: '女', male: '男' }

/** From the least to the most: a wish says “at least”. */
export const educations = ['school', 'college', 'bachelor', 'master', 'doctor'] as const
export type Education = (typeof educations)[number]
export const educationWords: Readonly<Record<Education, string>> = {
  school: '高中及以下',
  college: '大专',
  bachelor: '本科',
  master: '硕士',
  doctor: '博士',
}

/** A trade is as near as anybody comes to where somebody works before both agree. */
export const trades = [
  'manufacturing',
  'internet',
  'logistics',
  'catering',
  'retail',
  'construction',
  'education',
  'health',
  'finance',
  'government',
  'transport',
  'property',
  'culture',
  'other',
] as const
export type Trade = (typeof trades)[number]
export const tradeWords: Readonly<Record<Trade, string>> = {
  manufacturing: '制造业',
  internet: '互联网与软件',
  logistics: '物流快递',
  catering: '餐饮住宿',
  retail: '批发零售',
  construction: '建筑施工',
  education: '教育',
  health: '医疗卫生',
  finance: '金融保险',
  government: '机关事业单位',
  transport: '交通运输',
  property: '物业与家政',
  culture: '文化传媒',
  other: '其他行业',
}

/** Districts, and nothing nearer: no street, no estate. */
export const districts = [
  'futian',
  'luohu',
  'yantian',
  'nanshan',
  'baoan',
  'longgang',
  'longhua',
  'pingshan',
  'guangming',
  'dapeng',
  'shenshan',
  'elsewhere',
] as const
export type District = (typeof districts)[number]
export const districtWords: Readonly<Record<District, string>> = {
  futian: '福田区',
  luohu: '罗湖区',
  yantian: '盐田区',
  nanshan: '南山区',
  baoan: '宝安区',
  longgang: '龙岗区',
  longhua: '龙华区',
  pingshan: '坪山区',
  guangming: '光明区',
  dapeng: '大鹏新区',
  shenshan: '深汕合作区',
  elsewhere: '外市',
}

export const hukous = ['local', 'province', 'elsewhere'] as const
export type Hukou = (typeof hukous)[number]
export const hukouWords: Readonly<Record<Hukou, string>> = {
  local: '本市户籍',
  province: '省内户籍',
  elsewhere: '省外户籍',
}

export const maritals = ['never', 'divorced', 'divorced-with-child', 'widowed', 'widowed-with-child'] as const
export type Marital = (typeof maritals)[number]
export const maritalWords: Readonly<Record<Marital, string>> = {
  never: '未婚',
  divorced: '离异，无孩',
  'divorced-with-child': '离异，有孩',
  widowed: '丧偶，无孩',
  'widowed-with-child': '丧偶，有孩',
}

export const hobbies = [
  'hiking',
  'running',
  'badminton',
  'basketball',
  'swimming',
  'cycling',
  'cooking',
  'reading',
  'films',
  'music',
  'singing',
  'dancing',
  'photography',
  'travel',
  'games',
  'gardening',
  'pets',
  'painting',
  'chess',
  'fishing',
  'tea',
  'fitness',
] as const
export type Hobby = (typeof hobbies)[number]
export const hobbyWords: Readonly<Record<Hobby, string>> = {
  hiking: '爬山',
  running: '跑步',
  badminton: '羽毛球',
  basketball: '篮球',
  swimming: '游泳',
  cycling: '骑行',
  cooking: '做饭',
  reading: '读书',
  films: '看电影',
  music: '听音乐',
  singing: '唱歌',
  dancing: '跳舞',
  photography: '摄影',
  travel: '旅行',
  games: '桌游电玩',
  gardening: '养花种菜',
  pets: '养宠物',
  painting: '书画',
  chess: '下棋',
  fishing: '钓鱼',
  tea: '喝茶',
  fitness: '健身',
}
