package main

import "strings"

// The words that rural banks and unions are called by: whoever knows one of them knows
// the others.
var ruralWords = [...][]string{
	{"农村商业银行", "农商银行", "农商行"},
	{"农村信用社联合社", "农村信用合作社联合社", "农村信用联合社", "农村信用合作联社", "农村信用联社", "农村信用合作社", "农村信用社", "农村信用", "农信联社", "农信社", "农信", "信用社联合社", "信用联合社", "信用联社", "信用社"},
}

// regions are the provinces, with the end that their names have in full.
var regions = map[string]string{"广西": "壮族自治区", "内蒙古": "自治区", "宁夏": "回族自治区", "新疆": "维吾尔自治区"}

func init() {
	for _, p := range strings.Fields("河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海") {
		regions[p] = "省"
	}
}

// derive returns the other names of a rural bank or of the union of a province.
func derive(name string) (names []string) {
	for _, words := range ruralWords {
		for _, word := range words {
			place, ok := strings.CutSuffix(name, word)
			if !ok || place == "" {
				continue
			}
			short := place
			for region, end := range regions {
				if place == region+end || place == region+"省" {
					short = region
				}
			}
			for _, other := range words {
				names = append(names, short+other)
				if end := regions[short]; end != "" {
					names = append(names, short+end+other)
				}
			}
			return names
		}
	}
	return nil
}
