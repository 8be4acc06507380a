// Gin validates a form with the tags of readiness/fieldrules on gin's validator,
// reports errors in the client's language, and assesses valid forms:
//
//	go run .
//	curl -s -H 'Content-Type: application/json' --data @sample.json http://127.0.0.1:8080/payouts/assess
package main

import (
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/zh"
	ut "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"
	entexts "github.com/go-playground/validator/v10/translations/en"
	zhtexts "github.com/go-playground/validator/v10/translations/zh"
	"golang.org/x/text/language"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/fieldrules"
	"github.com/payready/payready/readiness/intake"
)

const maxBody = 16 << 10

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "the `address` to listen on")
	flag.Parse()
	gin.SetMode(gin.ReleaseMode)
	r, err := router(time.Now)
	if err == nil {
		server := &http.Server{Addr: *addr, Handler: r, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second}
		err = server.ListenAndServe()
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func router(now func() time.Time) (*gin.Engine, error) {
	texts, err := register(now)
	if err != nil {
		return nil, err
	}
	r := gin.New() // without gin.Logger: use a logger that does not log bodies
	r.Use(gin.Recovery())
	r.POST("/payouts/assess", assess(texts, now))
	return r, nil
}

type form struct {
	Name      intake.Secret `json:"name" binding:"required,han_name"`
	Document  intake.Secret `json:"document" binding:"required,resident_id,adult_resident_id"`
	Mobile    intake.Secret `json:"mobile" binding:"required,cn_mobile"`
	Card      intake.Secret `json:"card" binding:"required,bank_card,debit_card"`
	AmountFen int64         `json:"amount_fen" binding:"required,min=1"`
}

func assess(texts translators, now func() time.Time) gin.HandlerFunc {
	return func(c *gin.Context) {
		lang := accepted(c.GetHeader("Accept-Language"))
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxBody)
		var f form
		if err := c.ShouldBindJSON(&f); err != nil {
			c.JSON(http.StatusBadRequest, gin.H{"errors": mistakes(err, texts[lang])})
			return
		}
		sub := intake.Submission{At: now()}
		sub.Applicant.Name, sub.Applicant.Mobile = f.Name, f.Mobile
		sub.Applicant.Document.Number = f.Document
		sub.Card.Number = f.Card
		sub.Payout.Amount = intake.Some(intake.Fen(f.AmountFen))
		// Add what the backend knows: the card's state, earlier attempts, the device.

		report := readiness.Assess(sub)
		c.JSON(http.StatusOK, report.ForApplicant(lang)) // the client is the applicant's
	}
}

// mistakes returns the validator's message for each invalid field. It hides other
// errors, such as those of JSON, because they may quote the body.
func mistakes(err error, text ut.Translator) map[string]string {
	out := map[string]string{}
	var wrong validator.ValidationErrors
	if !errors.As(err, &wrong) {
		out["body"], _ = text.T("unreadable")
	}
	for _, e := range wrong {
		out[e.Field()] = e.Translate(text)
	}
	return out
}

type translators map[readiness.Lang]ut.Translator

// register adds the tags and their messages in both languages to gin's validator.
func register(now func() time.Time) (translators, error) {
	v, ok := binding.Validator.Engine().(*validator.Validate)
	if !ok {
		return nil, errors.New("gin does not use go-playground/validator")
	}
	v.RegisterTagNameFunc(func(f reflect.StructField) string { return f.Tag.Get("json") })
	uni := ut.New(zh.New(), en.New())
	inChinese, _ := uni.GetTranslator("zh")
	inEnglish, _ := uni.GetTranslator("en")
	return translators{readiness.ZH: inChinese, readiness.EN: inEnglish}, errors.Join(
		fieldrules.Rules{Now: now}.Register(v),
		zhtexts.RegisterDefaultTranslations(v, inChinese), // for required, min …
		entexts.RegisterDefaultTranslations(v, inEnglish),
		fieldrules.RegisterTranslations(v, inChinese),
		fieldrules.RegisterTranslations(v, inEnglish),
		inChinese.Add("unreadable", "请求格式不正确", false),
		inEnglish.Add("unreadable", "The body cannot be read", false),
	)
}

var languages = language.NewMatcher([]language.Tag{language.SimplifiedChinese, language.English})

// accepted returns Chinese unless the header prefers English.
func accepted(header string) readiness.Lang {
	if _, i := language.MatchStrings(languages, header); i == 1 {
		return readiness.EN
	}
	return readiness.ZH
}
