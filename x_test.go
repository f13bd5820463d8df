package regex
import ("testing";"time")
func TestX(t *testing.T){
	for _,p:=range []string{"(((\\W|\\\\+|(x)*\\\\?){2}?|1*|a)+)+?", "(((\\W|(x)*\\\\?){2}?|1*|a)+)+?","(((\\W|(x)*){2}?|1*|a)+)+?","(((x)*|1*|a)+)+?","((x*|1*|a)+)+?","((|a)+)+?","((||a)+)+?","(((){2}?||a)+)+?"} {
	for _,s:=range []string{"aaaaab","aaaaaab"} {
		re,_:=compile(p,0,false); t0:=time.Now()
		re.FullMatch(s); println(p,s,time.Since(t0).String())
	}}
}
